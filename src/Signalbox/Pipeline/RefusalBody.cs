using System.Buffers;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire;
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
        if (IsOfTheCredential(upstream, status))
        {
            call.Dialect.WriteError(new CallError(status, Words(api, upstream, status, body), "upstream-rejected"), call.RequestId, output);
            return output.WrittenSpan.ToArray();
        }
        if (api == call.Dialect && HasOwnForm(call.Dialect, body) && UpstreamErrorSanitizer.TryRewrite(body, upstream.Redaction, output)) return output.WrittenSpan.ToArray();
        call.Dialect.WriteError(new CallError(status, Words(api, upstream, status, body), CodeOf(status)), call.RequestId, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What the upstream says, in words that a caller may read.</summary>
    public static string Words(IUpstreamApi api, Upstream upstream, int status, ReadOnlySpan<byte> body)
    {
        if (IsOfTheCredential(upstream, status)) return $"The upstream '{upstream.Provider.Name}' rejects the gateway's credential or does not allow it this model (status {status}).";
        return body.Length <= UpstreamErrorSanitizer.MaxJsonBytes && api.ScanAnswer(body) is { IsError: true, ErrorMessage: { } message }
            ? JsonRelay.ErrorText(upstream, message)
            : UpstreamErrorSanitizer.Describe(body, status, upstream.Redaction);
    }

    /// <summary>The caller's code, which is the same for a limit however the upstream tells of it (R48); the record keeps that it refused.</summary>
    private static string CodeOf(int status) => status == StatusCodes.Status429TooManyRequests ? AttemptFailure.CodeOf(ErrorClass.RateLimited) : "upstream-rejected";

    /// <summary>What an identity service or a signature check says may repeat a token that only this moment's request held.</summary>
    private static bool IsOfTheCredential(Upstream upstream, int status) => status is 401 or 403 && !upstream.Credential.IsFixed;

    /// <summary>
    /// Whether a refusal has the form of its API. Anthropic's clients can read no other: Google refuses some calls before Claude sees them, and so do proxies
    /// and servers that merely resemble Anthropic's, for messages as for the counting of tokens (R68).
    /// </summary>
    private static bool HasOwnForm(ApiDialect dialect, ReadOnlySpan<byte> body) => dialect.Conversation != ApiDialects.Messages || VertexMessages.IsError(body);
}
