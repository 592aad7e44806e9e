using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>
/// Counts what became of calls as <see cref="CallCountStore"/> does, but from the sums of reports: for stretches of time that hold more calls than could be read again
/// and again. Whole quarters of an hour are counted, and how long answers took in whole hours, within the bins of <see cref="DurationBins"/>.
/// </summary>
internal sealed class CallSums(RollupQueries queries)
{
    private const string Answered = "answered";
    private const string Failed = "failed";

    /// <summary>What says something of who was to serve a call; refused calls and those that callers broke off or got wrong do not.</summary>
    private static readonly ReportDimension Outcome = new(
        "outcome", $"CASE WHEN g.key_id = '' THEN '' WHEN g.status = {(int)CallStatus.Success} THEN '{Answered}' WHEN g.status = {(int)CallStatus.Interrupted} OR g.faulty = 1 THEN '{Failed}' ELSE '' END");

    /// <summary>Counts; values without calls are left out.</summary>
    /// <param name="since">Arrived from then on, Unix milliseconds; the quarter of an hour that it lies in counts whole.</param>
    /// <param name="until">Arrived before, Unix milliseconds.</param>
    /// <param name="filters">Dimensions with the value that a call must have.</param>
    /// <param name="by">The dimension that calls are told apart by; null for none.</param>
    /// <param name="slowMs">What an answer may take, so that only answers count whose time is known; 0 when that is of no interest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<CallCountRow>> ReadAsync(
        long since, long until, IEnumerable<(string Dimension, string Value)> filters, string? by, double slowMs, CancellationToken cancellation)
    {
        var selection = new ReportSelection(
            TimeSegments.Cover(0, TimeSegments.Floor(since, TimeSegments.QuarterMs), TimeSegments.Ceiling(until, TimeSegments.QuarterMs)),
            [(Outcome, [Answered, Failed]), .. filters.Select(one => (ReportDimension.Find(one.Dimension)!, (IReadOnlyList<string>)[one.Value]))]);
        var rows = await queries.SumAsync(selection, by is null ? null : ReportDimension.Find(by), cancellation, withDurations: slowMs > 0);
        return [.. rows.Select(row => new CallCountRow
        {
            At = since, Value = row.Value, Good = slowMs > 0 ? row.Latency?.Calls ?? 0 : row.Success, Bad = row.Requests - row.Success, Repeated = row.Fallbacks,
            Slow = slowMs > 0 ? row.Latency?.CallsAbove((long)(slowMs * 1000)) ?? 0 : 0,
        })];
    }
}
