namespace Signalbox.Core.Routing.Health;

/// <summary>What makes a breaker open.</summary>
public static class HealthTriggers
{
    /// <summary>Failures in a row.</summary>
    public const string Consecutive = "consecutive-failures";

    /// <summary>The share of failures in the window.</summary>
    public const string Ratio = "failure-ratio";

    /// <summary>The share of slow calls in the window.</summary>
    public const string Slow = "slow-calls";

    /// <summary>Calls wait, and no answer comes at all.</summary>
    public const string Stalled = "stalled";

    /// <summary>A call that probed a half-open breaker failed.</summary>
    public const string ProbeCall = "half-open-failure";

    /// <summary>Probes without a call failed.</summary>
    public const string Probe = "probe";

    /// <summary>The provider said that it is asked too often.</summary>
    public const string Throttled = "rate-limited";
}
