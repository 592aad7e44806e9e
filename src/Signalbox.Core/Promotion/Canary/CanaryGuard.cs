using System.Globalization;

namespace Signalbox.Core.Promotion.Canary;

/// <summary>What takes a candidate's share back; a bound that is null holds of anything.</summary>
public sealed record CanaryGuard
{
    /// <summary>The candidate's calls at least, before anything is judged and before a step is over.</summary>
    public int MinCalls { get; init; } = 20;

    /// <summary>Share of its calls that it may fail, 0 to 1.</summary>
    public double? MaxErrors { get; init; }

    /// <summary>How much slower than the primary it may be.</summary>
    public double? MaxLatencyRatio { get; init; }

    /// <summary>What its calls may cost beside the primary's.</summary>
    public double? MaxCostRatio { get; init; }

    /// <summary>What is beyond a bound without doubt, in words: with the favorable end of its 95 per cent interval. Empty when nothing is.</summary>
    public IReadOnlyList<string> Trips(CanaryFigures shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (shown.Calls < MinCalls) return [];
        var tripped = new List<string>();
        if (MaxErrors is { } errors && shown.Errors is { } failed && failed.Low > errors)
            tripped.Add(Write($"it failed {shown.Failures} of {shown.Calls} calls, {errors * 100:0.##} per cent are allowed"));
        if (MaxLatencyRatio is { } latency && shown.LatencyRatio is { } slower && slower.Low > latency)
            tripped.Add(Write($"it takes {slower.Value:0.##} times as long ({slower.Low:0.##} to {slower.High:0.##}), {latency:0.##} are allowed"));
        if (MaxCostRatio is { } cost && shown.CostRatio is { } dearer && dearer.Low > cost)
            tripped.Add(Write($"it costs {dearer.Value:0.##} times as much ({dearer.Low:0.##} to {dearer.High:0.##}), {cost:0.##} are allowed"));
        return tripped;
    }

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
