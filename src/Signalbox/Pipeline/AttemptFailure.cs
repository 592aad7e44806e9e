namespace Signalbox.Pipeline;

/// <summary>Why an attempt did not lead to an answer. Null in its place means that the caller was answered.</summary>
/// <param name="Code">Our error code: upstream-error, upstream-timeout, upstream-rejected, gateway-stopping or invalid-request.</param>
/// <param name="Message">For the caller: no credential, no host.</param>
internal sealed record AttemptFailure(string Code, string Message)
{
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

    /// <summary>Whether the upstream said that it does not know <c>stream_options</c> (R34).</summary>
    public bool RejectsStreamUsage { get; init; }
}
