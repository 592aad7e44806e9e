using Signalbox.Core.Limits;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Usage;
using Signalbox.Wire;

namespace Signalbox.Pipeline;

/// <summary>Why an attempt did not lead to an answer. Null in its place means that the caller was answered.</summary>
/// <param name="Code">Our error code: upstream-error, upstream-overloaded, upstream-rate-limited, upstream-timeout, upstream-rejected, gateway-stopping or invalid-request.</param>
/// <param name="Message">For the caller: no credential, no host.</param>
internal sealed record AttemptFailure(string Code, string Message)
{
    private const string Overloaded = "upstream-overloaded";
    private const string RateLimited = "upstream-rate-limited";

    /// <summary>What the upstream's error amounts to, whatever its status, so that callers learn it in their own dialect's words (R48).</summary>
    public ErrorClass Class { get; init; }

    /// <summary>The upstream's own words, for a caller whose stream has begun and who cannot be sent <see cref="PassOnBody"/>; null for ours.</summary>
    public string? Words { get; init; }

    /// <summary>What came in place of an answer, for the caller's eyes only: it may be what the model said, and records never hold that. Null for nothing.</summary>
    public string? Quote { get; init; }

    /// <summary>The bytes read so far of an answer that is not what its media type says: no stream, or no document. Null otherwise.</summary>
    public byte[]? Misread { get; init; }

    /// <summary>The upstream's status; null when none came.</summary>
    public int? UpstreamStatus { get; init; }

    /// <summary>The status with which a caller learns of it.</summary>
    public int HttpStatus => Code switch
    {
        "upstream-timeout" => StatusCodes.Status504GatewayTimeout,
        "gateway-stopping" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>The upstream's own 4xx body, made fit to pass on; null otherwise.</summary>
    public byte[]? PassOnBody { get; init; }

    /// <summary>Why the request could not be put into the upstream's dialect, so that no upstream saw it; null otherwise.</summary>
    public CallError? Refusal { get; init; }

    /// <summary>What the upstream asked for with <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same deployment may be tried again.</summary>
    public bool MayRetryHere { get; init; }

    /// <summary>Whether another deployment may be tried.</summary>
    public bool MayFailOver { get; init; } = true;

    /// <summary>Whether the provider as a whole is out of reach: no connection to it stands.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether it is the request's doing, or the gateway's, and says nothing of the upstream: too large an answer, say.</summary>
    public bool IsBlameless { get; init; }

    /// <summary>Whether the upstream said that it does not know <c>stream_options</c> (R34).</summary>
    public bool RejectsStreamUsage { get; init; }

    /// <summary>The limit that ends the stream, whose caller has a part of the answer; null otherwise.</summary>
    public CompiledLimit? CutOffBy { get; init; }

    /// <summary>A stream that goes on beyond what a limit has room for.</summary>
    public static AttemptFailure CutOff(CompiledLimit limit) => new(SuccessCodes.CutOffByLimit, "A limit has no room for more of the answer.") { CutOffBy = limit, MayFailOver = false };

    /// <summary>An error that an upstream told in a body or an event, whatever the status.</summary>
    /// <param name="upstream">Who told it.</param>
    /// <param name="message">Its words; null when there are none.</param>
    /// <param name="class">What it amounts to.</param>
    public static AttemptFailure Told(Upstream upstream, string? message, ErrorClass @class) => new(CodeOf(@class), JsonRelay.ErrorText(upstream, message))
    {
        Class = @class,
        MayRetryHere = @class is ErrorClass.Overloaded or ErrorClass.RateLimited,
    };

    /// <summary>The code for a class of errors that is no fault of the caller's.</summary>
    public static string CodeOf(ErrorClass @class) => @class switch
    {
        ErrorClass.Overloaded => Overloaded,
        ErrorClass.RateLimited => RateLimited,
        _ => "upstream-error",
    };

    /// <summary>The error for the caller, when no other attempt has answered.</summary>
    public CallError ToError(ApiDialect caller) => Class switch
    {
        ErrorClass.RateLimited => new CallError(StatusCodes.Status429TooManyRequests, Words ?? Message, RateLimited),
        ErrorClass.Overloaded => new CallError(caller.OverloadStatus, Words ?? Message, Overloaded),
        _ when PassOnBody is not null && UpstreamStatus is { } status => new CallError(status, Words ?? Message, Code),
        _ => new CallError(HttpStatus, Quote is null ? Message : $"{Message[..^1]}: {Quote}", Code) { RecordMessage = Message },
    };
}
