using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// OpenAI's responses (https://platform.openai.com/docs/api-reference/responses). Passed on to OpenAI itself; for all other models translated, with
/// what the gateway has kept of the conversation. Callers of other dialects are translated into it where a model of OpenAI's is served by nothing else,
/// or thinks.
/// </summary>
internal sealed class ResponsesDialect : ConversationDialect, ITranslationTarget
{
    public override string Api => "responses";

    public override string BoundField => "max_output_tokens";

    public override RequestDefect? Scan(Call call)
    {
        if (!ResponsesRequestScanner.TryScan(call.Body.Span, out var scan, out var defect)) return defect;
        call.ResponsesScan = scan;
        call.Record.Stream = scan.Stream;
        return null;
    }

    public override RequestShape Shape(Call call) =>
        new(ModelCapabilities.Responses, RequestNeeds.Of(call.ResponsesScan.Features), call.ResponsesScan.PromptTextBytes, call.ResponsesScan.MaxOutputTokens);

    public override int CopyModel(Call call, Span<char> target) => call.ResponsesScan.CopyModel(call.Body.Span, target);

    public override void WriteError(in CallError error, string requestId, IBufferWriter<byte> output) => ToOpenAI(error).WriteTo(output);

    public override void WriteErrorEvent(in CallError error, Call call, IBufferWriter<byte> output)
    {
        if (call.ResponsesWriter is { } writer) writer.Fail(ToOpenAI(error));
        else ToOpenAI(error).WriteEventTo(output, call.ResponsesEvents);
    }

    public override RequestDefect? Read(JsonElement body, ConversationRequest into) => ResponsesConversationReader.Read(body, into);

    public override RequestDefect? Read(Call call, JsonElement body, ConversationRequest into) =>
        ResponsesConversationReader.Read(body, into, new ResponsesReadOptions { Keeps = call.Keeping is { IsTooLarge: false }, History = call.Prior?.History });

    public override IAnswerDocument CreateDocument(Call call) => new ResponsesAnswerDocument(Context(call));

    public override IAnswerSink CreateStream(Call call, IBufferWriter<byte> output) =>
        call.ResponsesWriter = new ResponsesStreamWriter(output, Context(call));

    public override Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(UpstreamOperation.Responses, deployment.Deployment.UpstreamModel);

    public override void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
        if (call.Dialect == this) ForwardedHeaders.Responses.Copy(call.Http.Request.Headers, request, upstream.Provider.Kind);
    }

    public override (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream)
    {
        call.Keeping?.GoesTo(deployment.Provider.Id);
        var (body, model) = call.Prior?.History is { } history ? WithHistory(call, history) : (call.Body, call.ResponsesScan.Model);
        if (ResponsesForeignThoughts.TakeOut(body) is { } own)
        {
            (body, model) = Scanned(own);
            call.TranslationNotes = "dropped=input[]";
        }
        return (BodySplice.WithModel(body, model, deployment.UpstreamModelJson), false);
    }

    public override StreamPassage CreatePassage(Call call, bool hideUsage) => new ResponsesPassage(call);

    public override AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = ResponsesResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }

    public DialectRules RulesFor(Upstream upstream) => ResponsesRules.Table;

    public IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        ResponsesConversationWriter.Omits(request, deployment.Deployment.UpstreamModel);

    public void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output) =>
        ResponsesConversationWriter.Write(request, deployment.Deployment.UpstreamModel, output);

    public AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink)
    {
        using var document = JsonDocument.Parse(body);
        return ResponsesAnswerReader.Read(document.RootElement, sink);
    }

    public IAnswerStreamReader CreateReader(Call call) => new ResponsesStreamReader();

    private static ResponsesError ToOpenAI(in CallError error) => new(error.Status, error.Message, error.OpenAICode) { Param = error.Param, ResetsAt = error.ResetsAt };

    /// <summary>The body with the conversation in it, for a provider that does not have it.</summary>
    private static (ReadOnlyMemory<byte> Body, ModelField Model) WithHistory(Call call, ResponsesHistory history) =>
        Scanned(ResponsesChainWriter.Rewrite(call.Body, call.ResponsesScan, history));

    private static (ReadOnlyMemory<byte> Body, ModelField Model) Scanned(byte[] body) => ResponsesRequestScanner.TryScan(body, out var scan, out var defect)
        ? (body, scan.Model)
        : throw new InvalidOperationException($"A conversation that was put together made no request: {defect?.Param}.");

    private static ResponsesAnswerContext Context(Call call)
    {
        var id = $"resp_{call.RequestId}";
        var keeping = call.Keeping is { IsTooLarge: false } keeps ? keeps : null;
        if (call.Keeping is { IsTooLarge: true } && !call.Http.Response.HasStarted) call.Http.Response.Headers["x-signalbox-store"] = "too-large";
        return new ResponsesAnswerContext(id, call.Record.StartedAt / 1000, call.Translation.Request)
        {
            IsKept = keeping is not null,
            PreviousResponseId = call.Prior?.Id,
            Ended = keeping is null ? null : response => keeping.Made(id, response),
        };
    }
}
