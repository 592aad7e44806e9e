using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIEmbeddings;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings), as OpenAI and compatible servers serve them: passed on as they are,
/// but for numbers that were asked for in base64 and came as arrays.
/// </summary>
internal sealed class EmbeddingsDialect : ApiDialect
{
    public override string Api => "embeddings";

    public override RequestDefect? Scan(Call call)
    {
        if (!EmbeddingsRequestScanner.TryScan(call.Body.Span, out var scan, out var defect)) return defect;
        call.EmbeddingsScan = scan;
        return null;
    }

    public override RequestShape Shape(Call call) => new(ModelCapabilities.Embeddings, ModelCapabilities.None, 0, null);

    public override int CopyModel(Call call, Span<char> target) => call.EmbeddingsScan.Model.CopyTo(call.Body.Span, target);

    public override void WriteError(in CallError error, string requestId, IBufferWriter<byte> output) => ApiDialects.Chat.WriteError(error, requestId, output);

    public override Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream) =>
        upstream.Addresses.For(UpstreamOperation.Embeddings, deployment.Deployment.UpstreamModel);

    public override (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream) =>
        (BodySplice.WithModel(call.Body, call.EmbeddingsScan.Model, deployment.UpstreamModelJson), false);

    public override ReadOnlyMemory<byte> PassOn(Call call, ReadOnlyMemory<byte> answer)
    {
        if (!call.EmbeddingsScan.WantsBase64) return answer;
        var output = new ArrayBufferWriter<byte>(answer.Length);
        if (!Base64Embeddings.TryWrite(answer.Span, output)) return answer;
        call.TranslationNotes = "emulated=encoding_format";
        return output.WrittenMemory;
    }

    /// <summary>The answer's counts and errors have the form of a chat completion's.</summary>
    public override AnswerScan ScanAnswer(ReadOnlySpan<byte> body)
    {
        var scan = ChatResponseScanner.Scan(body);
        return AnswerScan.Of(body, scan.IsObject, scan.IsError, scan.Error, scan.Usage);
    }
}
