namespace Signalbox.Core.Routing.Health;

/// <summary>When a provider's deployments are taken for broken or throttled, and how they come back. Times are in milliseconds.</summary>
public sealed record HealthPolicy
{
    /// <summary>Whether any of it applies.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Failures in a row that open the breaker; 0 switches the rule off.</summary>
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>Per cent of the window's calls whose failure opens it; 0 switches the rule off.</summary>
    public double FailurePercent { get; init; } = 50;

    /// <summary>Calls that took longer than this to begin their answer are slow; 0 switches the rule off.</summary>
    public int SlowMs { get; init; }

    /// <summary>Per cent of the window's calls whose slowness opens it.</summary>
    public double SlowPercent { get; init; } = 50;

    /// <summary>How long calls may wait while no answer comes at all; 0 switches the rule off.</summary>
    public int StalledMs { get; init; }

    /// <summary>How far back the rules of shares look.</summary>
    public int WindowMs { get; init; } = 30_000;

    /// <summary>Calls in the window below which shares say nothing.</summary>
    public int MinCalls { get; init; } = 20;

    /// <summary>How long an opened breaker keeps calls away, the first time; doubled each time a probe fails.</summary>
    public int CooldownMs { get; init; } = 10_000;

    /// <summary>The longest it gets.</summary>
    public int MaxCooldownMs { get; init; } = 300_000;

    /// <summary>How many calls probe a half-open breaker at once; it closes when so many succeeded.</summary>
    public int HalfOpenCalls { get; init; } = 1;

    /// <summary>How long a throttled deployment is left alone when it does not say, and at least.</summary>
    public int ThrottleMs { get; init; } = 5_000;

    /// <summary>Whether it is called after all when nothing healthy is left.</summary>
    public bool LastResort { get; init; } = true;

    /// <summary>How often it is probed without a call; 0 for never.</summary>
    public int ProbeIntervalMs { get; init; }

    /// <summary>Probes failed in a row that open the provider's breaker.</summary>
    public int ProbeFailures { get; init; } = 2;
}
