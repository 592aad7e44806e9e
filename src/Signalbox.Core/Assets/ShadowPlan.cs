namespace Signalbox.Core.Assets;

/// <summary>Which calls of a route group a candidate answers too, and within which bounds.</summary>
public sealed record ShadowPlan
{
    /// <summary>The models that answer; null for all members that are shadows. At most one of them answers a call.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Share of the calls, 0 to 1.</summary>
    public double Sample { get; init; } = 1;

    /// <summary>How long a candidate may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many of them may be under way at each instance.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>What they may cost per day (UTC), in micro-USD; null for no bound.</summary>
    public long? DailyCostMicros { get; init; }

    /// <summary>Whether texts are kept, redacted.</summary>
    public bool KeepsTexts { get; init; }

    /// <summary>How long comparisons are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
