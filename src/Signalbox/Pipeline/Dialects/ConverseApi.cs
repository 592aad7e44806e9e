using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Bedrock's Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).</summary>
internal sealed class ConverseApi : ITranslationTarget
{
    public string Api => "converse";

    public DialectRules RulesFor(Upstream upstream) => ConverseRules.Table;

    public Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(call.Record.Stream ? UpstreamOperation.ConverseStream : UpstreamOperation.Converse, deployment.Deployment.UpstreamModel);

    public void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
    }

    public IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        ConverseConversationWriter.Omits(request, deployment.Deployment.UpstreamModel, deployment.Deployment.OutputTokens);

    public IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        ConverseConversationWriter.Emulates(request, deployment.Deployment.UpstreamModel);

    public void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output) =>
        ConverseConversationWriter.Write(request, deployment.Deployment.UpstreamModel, deployment.Deployment.OutputTokens, output);

    public AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = ConverseResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }

    public AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink)
    {
        using var document = JsonDocument.Parse(body);
        return ConverseAnswerReader.Read(document.RootElement, sink);
    }

    public IAnswerStreamReader CreateReader(Call call) => new ConverseStreamReader();
}
