using System.Buffers;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>The body of an upstream's own 4xx, made fit for the caller: without credentials and hosts, and in the caller's dialect.</summary>
internal static class RefusalBody
{
    /// <summary>Writes it: the upstream's own JSON where it speaks the caller's dialect, else an error of ours with its words.</summary>
    public static byte[] Of(Call call, ApiDialect dialect, Upstream upstream, int status, ReadOnlySpan<byte> body)
    {
        var output = new ArrayBufferWriter<byte>();
        if (dialect == call.Dialect && UpstreamErrorSanitizer.TryRewrite(body, upstream.Redaction, output)) return output.WrittenSpan.ToArray();
        var said = body.Length <= UpstreamErrorSanitizer.MaxJsonBytes && dialect.ScanAnswer(body) is { IsError: true, ErrorMessage: { } message }
            ? JsonRelay.ErrorText(upstream, message)
            : UpstreamErrorSanitizer.Describe(body, status, upstream.Redaction);
        call.Dialect.WriteError(new CallError(status, said, "upstream-rejected"), call.RequestId, output);
        return output.WrittenSpan.ToArray();
    }
}
