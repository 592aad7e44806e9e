namespace Signalbox.Core.Assets;

/// <summary>What becomes of a call at its provider when its caller goes away before the end.</summary>
public sealed record DisconnectPolicy
{
    /// <summary>Whether the answer is read on without the caller, so that what it costs is known; otherwise the call is canceled at once.</summary>
    public bool Drains { get; init; }

    /// <summary>How long it is read on, in milliseconds.</summary>
    public int MaxMs { get; init; } = 30_000;

    /// <summary>How much of it, in bytes as they come from the provider.</summary>
    public long MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>How many are read on at once, at each instance; the callers of more are canceled.</summary>
    public int MaxCalls { get; init; } = 16;
}
