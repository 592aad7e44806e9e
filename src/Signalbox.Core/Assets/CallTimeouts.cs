namespace Signalbox.Core.Assets;

/// <summary>The four bounds of an upstream call, in milliseconds.</summary>
public sealed record CallTimeouts
{
    /// <summary>From starting to connect until the connection (with TLS) stands.</summary>
    public int ConnectMs { get; init; } = 10_000;

    /// <summary>From sending the request until the first byte of the answer's head.</summary>
    public int FirstByteMs { get; init; } = 120_000;

    /// <summary>Between two reads of the answer's body.</summary>
    public int IdleMs { get; init; } = 120_000;

    /// <summary>For the whole call, retries included.</summary>
    public int TotalMs { get; init; } = 900_000;
}
