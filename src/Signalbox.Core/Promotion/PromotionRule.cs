using System.Globalization;

namespace Signalbox.Core.Promotion;

/// <summary>What a comparison must show before a candidate is promoted; a bound that is null holds of anything.</summary>
public sealed record PromotionRule
{
    /// <summary>Comparisons at least.</summary>
    public required int MinPairs { get; init; }

    /// <summary>Share of its answers that may fail.</summary>
    public double? MaxErrors { get; init; }

    /// <summary>How much slower it may be.</summary>
    public double? MaxLatencyRatio { get; init; }

    /// <summary>What it may cost beside the primary.</summary>
    public double? MaxCostRatio { get; init; }

    /// <summary>Share of its answers that must be the same.</summary>
    public double? MinAgreement { get; init; }

    /// <summary>What is missing, in words; empty when the comparison carries a promotion. A figure that is not known carries none.</summary>
    public IReadOnlyList<string> Judge(PairComparison shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var missing = new List<string>();
        if (shown.Pairs < MinPairs) missing.Add(Write($"{shown.Pairs} of {MinPairs} comparisons were made"));
        if (MaxErrors is { } errors && (shown.Errors?.High ?? double.PositiveInfinity) > errors)
            missing.Add(shown.Errors is { } known ? Write($"up to {known.High * 100:0.##} per cent of its answers fail, {errors * 100:0.##} are allowed") : "its failures are not known");
        if (MaxLatencyRatio is { } latency && (shown.LatencyRatio?.High ?? double.PositiveInfinity) > latency)
            missing.Add(shown.LatencyRatio is { } known ? Write($"it takes up to {known.High:0.##} times as long, {latency:0.##} are allowed") : "its latency is not known");
        if (MaxCostRatio is { } cost && (shown.CostRatio?.High ?? double.PositiveInfinity) > cost)
            missing.Add(shown.CostRatio is { } known ? Write($"it costs up to {known.High:0.##} times as much, {cost:0.##} are allowed") : "its cost is not known");
        if (MinAgreement is { } agreement && (shown.Agreement?.Low ?? double.NegativeInfinity) < agreement)
            missing.Add(shown.Agreement is { } known ? Write($"as little as {known.Low * 100:0.##} per cent of its answers are the same, {agreement * 100:0.##} are needed") : "its agreement is not known");
        return missing;
    }

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
