using Signalbox.Usage;

namespace Signalbox.Reports.Costs;

/// <summary>Adds up what a recalculation finds.</summary>
internal sealed class RecalculationTally
{
    private readonly Dictionary<string, (long Calls, long Changed, long Before, long After)> _deployments = new(StringComparer.Ordinal);
    private long _unknown;
    private long _ambiguous;
    private long _unpriced;

    /// <summary>Counts a call.</summary>
    public void Add(UsageRecord record, long? cost, PriceFinding finding)
    {
        if (finding == PriceFinding.Unknown) _unknown++;
        if (finding == PriceFinding.Ambiguous) _ambiguous++;
        if (finding == PriceFinding.Priced && cost is null) _unpriced++;
        var (calls, changed, before, after) = _deployments.GetValueOrDefault(record.Deployment ?? "");
        _deployments[record.Deployment ?? ""] = (calls + 1, changed + (cost == record.CostMicros ? 0 : 1), before + (record.CostMicros ?? 0), after + (cost ?? 0));
    }

    /// <summary>What it comes to.</summary>
    public RecalculationView ToView(ReportRange range, bool dryRun, long? prunedBefore)
    {
        IReadOnlyList<RecalculatedDeployment> deployments =
        [
            .. _deployments.Where(d => d.Value.Changed > 0)
                .Select(d => new RecalculatedDeployment(d.Key, d.Value.Calls, d.Value.Changed, d.Value.Before, d.Value.After, d.Value.After - d.Value.Before))
                .OrderByDescending(d => Math.Abs(d.DifferenceMicros)).ThenBy(d => d.Deployment, StringComparer.Ordinal),
        ];
        var (before, after) = (_deployments.Values.Sum(d => d.Before), _deployments.Values.Sum(d => d.After));
        return new(
            dryRun, DateTimeOffset.FromUnixTimeMilliseconds(range.Since), DateTimeOffset.FromUnixTimeMilliseconds(range.Until), _deployments.Values.Sum(d => d.Calls),
            _deployments.Values.Sum(d => d.Changed), _unknown, _ambiguous, _unpriced, before, after, after - before,
            prunedBefore > range.Since ? DateTimeOffset.FromUnixTimeMilliseconds(prunedBefore.Value) : null, deployments);
    }
}
