using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline.Dialects;

/// <summary>OpenAI's chat completions, as OpenAI and all compatible servers speak them.</summary>
internal sealed class ChatDialect : ConversationDialect, ITranslationTarget
{
    public override string Api => "chat_completions";

    public override string BoundField => "max_completion_tokens";

    public override RequestDefect? Scan(Call call)
    {
        if (!ChatRequestScanner.TryScan(call.Body.Span, out var scan, out var defect)) return defect;
        call.ChatScan = scan;
        call.Record.Stream = scan.Stream;
        return null;
    }

    public override RequestShape Shape(Call call) =>
        new(ModelCapabilities.Chat, RequestNeeds.Of(call.ChatScan.Features), call.ChatScan.PromptTextBytes, call.ChatScan.MaxOutputTokens);

    public override int CopyModel(Call call, Span<char> target) => call.ChatScan.CopyModel(call.Body.Span, target);

    public override void WriteError(in CallError error, string requestId, IBufferWriter<byte> output) => ToOpenAI(error).WriteTo(output);

    public override void WriteErrorEvent(in CallError error, Call call, IBufferWriter<byte> output) => ToOpenAI(error).WriteEventTo(output);

    public override RequestDefect? Read(JsonElement body, ConversationRequest into) => ChatConversationReader.Read(body, into);

    public override IAnswerDocument CreateDocument(Call call) => new ChatAnswerDocument(AnswerId(call), Created(call), model: null);

    public override IAnswerSink CreateStream(Call call, IBufferWriter<byte> output) =>
        new ChatStreamWriter(output, AnswerId(call), Created(call), model: null, call.ChatScan.IncludeUsage);

    public override Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(UpstreamOperation.ChatCompletions, deployment.Deployment.UpstreamModel);

    public override void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
        if (call.Dialect == this) ForwardedHeaders.Chat.Copy(call.Http.Request.Headers, request, upstream.Provider.Kind);
    }

    public override (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream)
    {
        var splice = ChatRequestSplice.Create(call.Body, call.ChatScan, deployment.UpstreamModelJson, upstream.TakesStreamUsage);
        return (splice.Body, splice.AddsUsageRequest);
    }

    public override StreamPassage CreatePassage(Call call, bool hideUsage) => new ChatPassage(hideUsage, call.ChatScan.Choices);

    public override AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = ChatResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }

    public DialectRules RulesFor(Upstream upstream) => upstream.ChatRules;

    public IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        ChatConversationWriter.Omits(request, upstream.ChatServer);

    public void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output) =>
        ChatConversationWriter.Write(request, deployment.Deployment.UpstreamModel, upstream.TakesStreamUsage, upstream.ChatServer, output);

    public AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink) =>
        ChatAnswerReader.Read(body.Span, call.RequestId, sink, out var error) == StreamStep.Done ? null : error ?? AnswerError.NoAnswer;

    public IAnswerStreamReader CreateReader(Call call) => new ChatStreamReader(call.RequestId);

    private static OpenAIError ToOpenAI(in CallError error) => new(error.Status, error.Message, error.OpenAICode) { Param = error.Param, ResetsAt = error.ResetsAt };

    private static string AnswerId(Call call) => $"chatcmpl-{call.RequestId}";

    private static long Created(Call call) => call.Record.StartedAt / 1000;
}
