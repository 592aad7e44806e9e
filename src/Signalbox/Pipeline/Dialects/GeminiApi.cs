using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Google's generateContent, as the Gemini API and Vertex AI serve it (https://ai.google.dev/api/generate-content).</summary>
internal sealed class GeminiApi : ITranslationTarget
{
    public string Api => "generate_content";

    public DialectRules RulesFor(Upstream upstream) => GeminiRules.Table;

    public Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(call.Record.Stream ? UpstreamOperation.StreamGenerate : UpstreamOperation.Generate, deployment.Deployment.UpstreamModel);

    public void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
    }

    public IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        GeminiConversationWriter.Omits(request, deployment.Deployment.UpstreamModel, Server(upstream));

    public IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, RouteDeployment deployment, Upstream upstream) =>
        GeminiConversationWriter.Emulates(request, deployment.Deployment.UpstreamModel);

    public void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output) =>
        GeminiConversationWriter.Write(request, deployment.Deployment.UpstreamModel, Server(upstream), output);

    public AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = GeminiResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }

    public AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink)
    {
        using var document = JsonDocument.Parse(body);
        return GeminiAnswerReader.Read(document.RootElement, call.RequestId, sink);
    }

    public IAnswerStreamReader CreateReader(Call call) => new GeminiStreamReader(call.RequestId);

    private static GeminiServer Server(Upstream upstream) => upstream.Provider.Kind == ProviderKind.Vertex ? GeminiServer.Vertex : GeminiServer.GeminiApi;
}
