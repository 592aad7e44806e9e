using Signalbox.Core.Routing.Health;

namespace Signalbox.Models.Providers;

/// <summary>When a provider's deployments are taken for broken or throttled, and how they come back.</summary>
internal sealed record ProviderHealthDraft
{
    /// <summary>Whether any of it applies; off, every call goes where its route says.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Failures in a row that open a deployment's breaker, up to 1,000; 0 switches the rule off.</summary>
    public int ConsecutiveFailures { get; set; } = 5;

    /// <summary>Per cent of the window's calls whose failure opens it, up to 100; 0 switches the rule off.</summary>
    public double FailurePercent { get; set; } = 50;

    /// <summary>How many milliseconds an answer may take to begin before the call counts as slow, up to 3,600,000; 0 switches the rule off.</summary>
    public int SlowMs { get; set; }

    /// <summary>Per cent of the window's calls whose slowness opens it, above 0 and up to 100.</summary>
    public double SlowPercent { get; set; } = 50;

    /// <summary>How many milliseconds calls may wait while no answer comes at all, up to 3,600,000; 0 switches the rule off.</summary>
    public int StalledMs { get; set; }

    /// <summary>How many seconds the rules of shares look back, 1 to 600.</summary>
    public int WindowSeconds { get; set; } = 30;

    /// <summary>Calls in the window below which shares say nothing, 1 to 100,000.</summary>
    public int MinCalls { get; set; } = 20;

    /// <summary>How many seconds an opened breaker keeps calls away, 1 to 3,600; doubled each time a probe fails.</summary>
    public int CooldownSeconds { get; set; } = 10;

    /// <summary>The most it gets to, cooldown_seconds to 86,400.</summary>
    public int MaxCooldownSeconds { get; set; } = 300;

    /// <summary>How many calls probe a half-open breaker at once, 1 to 100; it closes when so many were answered.</summary>
    public int HalfOpenCalls { get; set; } = 1;

    /// <summary>How many seconds a deployment that answers 429 is left alone at least, 0 to 3,600. Its own Retry-After counts when it is longer.</summary>
    public int ThrottleSeconds { get; set; } = 5;

    /// <summary>Whether it is called after all when nothing healthy is left; otherwise callers get 503 no-healthy-upstream at once.</summary>
    public bool LastResort { get; set; } = true;

    /// <summary>How many seconds between two probes without a call, 1 to 3,600; 0 for none.</summary>
    public int ProbeIntervalSeconds { get; set; }

    /// <summary>Probes failed in a row that open the provider's breaker, 1 to 10.</summary>
    public int ProbeFailures { get; set; } = 2;

    /// <summary>As the snapshot needs it.</summary>
    public HealthPolicy ToPolicy() => new()
    {
        Enabled = Enabled,
        ConsecutiveFailures = ConsecutiveFailures,
        FailurePercent = FailurePercent,
        SlowMs = SlowMs,
        SlowPercent = SlowPercent,
        StalledMs = StalledMs,
        WindowMs = WindowSeconds * 1000,
        MinCalls = MinCalls,
        CooldownMs = CooldownSeconds * 1000,
        MaxCooldownMs = MaxCooldownSeconds * 1000,
        HalfOpenCalls = HalfOpenCalls,
        ThrottleMs = ThrottleSeconds * 1000,
        LastResort = LastResort,
        ProbeIntervalMs = ProbeIntervalSeconds * 1000,
        ProbeFailures = ProbeFailures,
    };
}
