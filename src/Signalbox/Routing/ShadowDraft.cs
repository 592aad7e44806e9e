using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>Shadow traffic: a candidate answers too once the primary has answered well. The caller neither sees it, waits for it nor pays for it.</summary>
internal sealed record ShadowDraft
{
    /// <summary>
    /// Models that answer, 1 to 8; a model that is no member becomes a shadow of the registry once it has answered. Left out or null: all members
    /// that are shadows. At most one answers each call.
    /// </summary>
    public IReadOnlyList<string>? Models { get; set; }

    /// <summary>Share of the calls in per cent, 0 to 100.</summary>
    public double SamplePercent { get; set; } = 100;

    /// <summary>Seconds an answer may take, 1 to 300.</summary>
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>How many may be under way at each instance, 1 to 64; calls beyond are not shadowed.</summary>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>USD that the candidates may cost per day (UTC), 0.000001 to 1,000,000; left out or null: no bound. A candidate without a price is then left out.</summary>
    public decimal? DailyCostUsd { get; set; }

    /// <summary>Whether prompt and answers are kept beside the figures, redacted.</summary>
    public bool KeepTexts { get; set; }

    /// <summary>How many days comparisons are kept, 1 to 365.</summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>As the snapshot needs it.</summary>
    public ShadowPlan ToPlan() => new()
    {
        Models = Models,
        Sample = SamplePercent / 100,
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        MaxConcurrency = MaxConcurrency,
        DailyCostMicros = DailyCostUsd is { } usd ? (long)(usd * 1_000_000) : null,
        KeepsTexts = KeepTexts,
        Retention = TimeSpan.FromDays(RetentionDays),
    };
}
