using System.Buffers;
using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>The body of an upstream's own 4xx, made fit for the caller: without credentials and hosts, and in the caller's dialect.</summary>
internal static class RefusalBody
{
    /// <summary>Writes it: the upstream's own JSON where it speaks the caller's dialect, else an error of ours with its words.</summary>
    public static byte[] Of(Call call, IUpstreamApi api, Upstream upstream, int status, ReadOnlySpan<byte> body)
    {
        var output = new ArrayBufferWriter<byte>();
        // What an identity service or a signature check says may repeat a token that only this moment's request held.
        if (status is 401 or 403 && !upstream.Credential.IsFixed)
        {
            call.Dialect.WriteError(new CallError(status, $"The upstream '{upstream.Provider.Name}' rejects the gateway's credential or does not allow it this model (status {status}).", "upstream-rejected"), call.RequestId, output);
            return output.WrittenSpan.ToArray();
        }
        // Google refuses some calls before Claude sees them, in its own form.
        var isLike = api == call.Dialect && (upstream.Provider.Kind != ProviderKind.Vertex || VertexMessages.IsError(body));
        if (isLike && UpstreamErrorSanitizer.TryRewrite(body, upstream.Redaction, output)) return output.WrittenSpan.ToArray();
        var said = body.Length <= UpstreamErrorSanitizer.MaxJsonBytes && api.ScanAnswer(body) is { IsError: true, ErrorMessage: { } message }
            ? JsonRelay.ErrorText(upstream, message)
            : UpstreamErrorSanitizer.Describe(body, status, upstream.Redaction);
        call.Dialect.WriteError(new CallError(status, said, "upstream-rejected"), call.RequestId, output);
        return output.WrittenSpan.ToArray();
    }
}
