using System.Buffers;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Json;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Anthropic's counting of a message's tokens before it is sent (https://docs.anthropic.com/en/api/messages-count-tokens). Anthropic counts for its own
/// models; for others the gateway estimates, and says so.
/// </summary>
internal sealed class TokenCountDialect : ApiDialect
{
    public override string Api => "count_tokens";

    public override int OverloadStatus => ApiDialects.Messages.OverloadStatus;

    public override ConversationDialect? Conversation => ApiDialects.Messages;

    public override RequestDefect? Scan(Call call) => ApiDialects.Messages.Scan(call);

    /// <summary>Whatever could be counted by any model.</summary>
    public override RequestShape Shape(Call call) => new(ModelCapabilities.Messages, ModelCapabilities.None, 0, null);

    public override int CopyModel(Call call, Span<char> target) => ApiDialects.Messages.CopyModel(call, target);

    public override void SetHeaders(Call call, IHeaderDictionary headers) => ApiDialects.Messages.SetHeaders(call, headers);

    public override void WriteError(in CallError error, string requestId, IBufferWriter<byte> output) => ApiDialects.Messages.WriteError(error, requestId, output);

    public override Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(UpstreamOperation.TokenCount, deployment.Deployment.UpstreamModel);

    public override void Address(HttpRequestMessage request, Call call, Upstream upstream) => ApiDialects.Messages.Address(request, call, upstream);

    public override (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream)
    {
        if (MessagesDialect.Server(upstream) != MessagesServer.Vertex) return ApiDialects.Messages.Splice(call, deployment, upstream);
        var (body, model) = MessagesDialect.WithoutForeignThoughts(call);
        return (VertexMessages.SpliceCount(body, model, JsonText.Encode(VertexModels.Name(deployment.Deployment.UpstreamModel))), false);
    }

    /// <summary>Counting uses no tokens, so that what the answer counts is not taken for usage.</summary>
    public override AnswerScan ScanAnswer(ReadOnlySpan<byte> body) => ApiDialects.Messages.ScanAnswer(body) with { Usage = null };
}
