using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Metering;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Anthropic's messages (https://docs.anthropic.com/en/api/messages).</summary>
internal sealed class MessagesDialect : ConversationDialect, ITranslationTarget
{
    /// <summary>The version of the API that translated calls are written in.</summary>
    private const string Version = "2023-06-01";

    /// <summary>What an answer may be long when neither caller nor deployment says: the API wants a bound.</summary>
    private const long DefaultMaxTokens = 8192;

    public override string Api => "messages";

    public override string BoundField => "max_tokens";

    /// <summary>Anthropic's own (https://docs.anthropic.com/en/api/errors).</summary>
    public override int OverloadStatus => 529;

    public DialectRules RulesFor(Upstream upstream) => MessagesRules.For(Server(upstream));

    public override RequestDefect? Scan(Call call)
    {
        if (!MessagesRequestScanner.TryScan(call.Body.Span, out var scan, out var defect)) return defect;
        call.MessagesScan = scan;
        call.Record.Stream = scan.Stream;
        return null;
    }

    public override RequestShape Shape(Call call) =>
        new(ModelCapabilities.Messages, RequestNeeds.Of(call.MessagesScan.Features), call.MessagesScan.PromptTextBytes, call.MessagesScan.MaxOutputTokens);

    public override int CopyModel(Call call, Span<char> target) => call.MessagesScan.CopyModel(call.Body.Span, target);

    public override void SetHeaders(Call call, IHeaderDictionary headers) => headers["request-id"] = call.RequestId;

    public override void WriteError(in CallError error, string requestId, IBufferWriter<byte> output) => ToAnthropic(error, requestId).WriteTo(output);

    public override void WriteErrorEvent(in CallError error, Call call, IBufferWriter<byte> output) => ToAnthropic(error, call.RequestId).WriteEventTo(output);

    public override RequestDefect? Read(JsonElement body, ConversationRequest into) => MessagesConversationReader.Read(body, into);

    public override IAnswerDocument CreateDocument(Call call) => new MessagesAnswerDocument(AnswerId(call));

    public override IAnswerSink CreateStream(Call call, IBufferWriter<byte> output) =>
        new MessagesStreamWriter(output, AnswerId(call), inputEstimate: PromptTokens.BySize(call));

    public override Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(call.Record.Stream ? UpstreamOperation.StreamMessages : UpstreamOperation.Messages, deployment.Deployment.UpstreamModel);

    /// <summary>Between like and like the caller's version and betas count, since they say how its body is to be read.</summary>
    public override void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
        var isLike = call.Dialect == this || call.Dialect is TokenCountDialect;
        var headers = call.Http.Request.Headers;
        var version = isLike && headers.TryGetValue("anthropic-version", out var asked) && asked.Count == 1 ? asked[0] : Version;
        request.Headers.TryAddWithoutValidation("anthropic-version", version);
        if (isLike) ForwardedHeaders.Messages.Copy(headers, request, upstream.Provider.Kind);
    }

    public override (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream)
    {
        var (body, model) = WithoutForeignThoughts(call);
        return (Server(upstream) == MessagesServer.Vertex ? VertexMessages.Splice(body, model) : BodySplice.WithModel(body, model, deployment.UpstreamModelJson), false);
    }

    public override StreamPassage CreatePassage(Call call, bool hideUsage) => new MessagesPassage();

    public override AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = MessagesResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }

    public IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        MessagesConversationWriter.Omits(request, deployment.Deployment.UpstreamModel, MaxTokens(deployment));

    public IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        MessagesConversationWriter.Emulates(request, deployment.Deployment.UpstreamModel);

    public bool AddsBound(ConversationRequest request, RouteDeployment deployment) => request.MaxOutputTokens is null && deployment.Deployment.OutputTokens is null;

    public void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output) =>
        MessagesConversationWriter.Write(request, deployment.Deployment.UpstreamModel, Server(upstream), MaxTokens(deployment), output);

    public AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink)
    {
        using var document = JsonDocument.Parse(body);
        return MessagesAnswerReader.Read(document.RootElement, sink);
    }

    public IAnswerStreamReader CreateReader(Call call) => new MessagesStreamReader();

    /// <summary>Whose server it is; providers of other kinds are not spoken to in this API.</summary>
    public static MessagesServer Server(Upstream upstream) => upstream.Provider.Kind == ProviderKind.Vertex ? MessagesServer.Vertex : MessagesServer.Anthropic;

    /// <summary>The caller's body; anew only where another provider's model has thought in the conversation, which the caller is told.</summary>
    public static (ReadOnlyMemory<byte> Body, ModelField Model) WithoutForeignThoughts(Call call)
    {
        if (MessagesForeignThoughts.TakeOut(call.Body) is not { } body) return (call.Body, call.MessagesScan.Model);
        if (!MessagesRequestScanner.TryScan(body, out var scan, out var defect))
            throw new InvalidOperationException($"A conversation without foreign thoughts made no request: {defect?.Param}.");
        call.TranslationNotes = "dropped=messages.content";
        return (body, scan.Model);
    }

    private static long MaxTokens(RouteDeployment deployment) => deployment.Deployment.OutputTokens ?? DefaultMaxTokens;

    private static MessagesError ToAnthropic(in CallError error, string requestId) => new(error.Status, error.Message, error.Code, requestId) { ResetsAt = error.ResetsAt };

    private static string AnswerId(Call call) => $"msg_{call.RequestId}";
}
