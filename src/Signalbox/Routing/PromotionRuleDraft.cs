using Signalbox.Core.Promotion;

namespace Signalbox.Routing;

/// <summary>
/// What shadow traffic must have shown of an entry before it is promoted. Each bound is held against the unfavorable end of a 95 per cent
/// confidence interval, so that few comparisons carry little. A promotion with force passes it by.
/// </summary>
internal sealed record PromotionRuleDraft
{
    /// <summary>Comparisons at least, 1 to 100,000.</summary>
    public int MinPairs { get; set; } = 200;

    /// <summary>How many days back they count, 1 to 90.</summary>
    public int WindowDays { get; set; } = 7;

    /// <summary>Per cent of the candidate's answers that may fail, 0 to 100; null: any.</summary>
    public double? MaxErrorPercent { get; set; }

    /// <summary>How much slower it may be than the primary: 1.2 for a fifth; 0.1 to 100; null: any.</summary>
    public double? MaxLatencyRatio { get; set; }

    /// <summary>How much it may cost beside the primary: 0.5 for half; 0.01 to 100; null: any.</summary>
    public double? MaxCostRatio { get; set; }

    /// <summary>Per cent of its answers that must be the same, 0 to 100; null: any.</summary>
    public double? MinAgreementPercent { get; set; }

    /// <summary>As it is judged by.</summary>
    public PromotionRule ToRule() => new()
    {
        MinPairs = MinPairs,
        MaxErrors = MaxErrorPercent / 100,
        MaxLatencyRatio = MaxLatencyRatio,
        MaxCostRatio = MaxCostRatio,
        MinAgreement = MinAgreementPercent / 100,
    };
}
