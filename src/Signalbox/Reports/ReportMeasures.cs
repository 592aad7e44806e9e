using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>
/// What calls amounted to. Money is micro-USD. Latency, first token, overhead and speed are of answered calls; null where there were none. Percentiles are within
/// about 3 per cent, and of the whole hours that the time touches; null too where a report does not tell them: in the lists of a summary, and in a series unless it is asked to. The cost that
/// providers told is of the calls they told one for: compared_cost_micros is what was calculated for the same calls.
/// </summary>
internal sealed record ReportMeasures(
    long Requests, long Success, long Refused, long Errors, long Disconnected, long Interrupted, long Attempts, long Fallbacks,
    long TokensInput, long TokensOutput, long TokensCached, long TokensCacheWrite, long TokensReasoning,
    long CostMicros, long UpstreamPriced, long UpstreamCostMicros, long ComparedCostMicros,
    long UsageNotReported, long UsageEstimated, long Unpriced,
    double? LatencyAvgMs, double? TtftAvgMs, double? OverheadAvgUs, double? OutputTokensPerSecond,
    double? LatencyP50Ms, double? LatencyP95Ms, double? LatencyP99Ms, double? TtftP50Ms, double? TtftP95Ms, double? TtftP99Ms)
{
    /// <summary>Of sums.</summary>
    public static ReportMeasures Of(ReportRow row) => new(
        row.Requests, row.Success, row.Refused, row.Errors, row.Disconnected, row.Interrupted, row.Attempts, row.Fallbacks,
        row.TokensInput, row.TokensOutput, row.TokensCached, row.TokensCacheWrite, row.TokensReasoning,
        row.CostMicros, row.UpstreamPriced, row.UpstreamCostMicros, row.ComparedCostMicros,
        row.Unreported, row.Estimated, row.Unpriced,
        Ratio(row.LatencyUs / 1000.0, row.Success), Ratio(row.TtftUs / 1000.0, row.TtftCalls), Ratio(row.OverheadUs, row.Success),
        Ratio(row.AnsweredTokens * 1_000_000.0, row.LatencyUs),
        row.Latency?.Milliseconds(0.50), row.Latency?.Milliseconds(0.95), row.Latency?.Milliseconds(0.99),
        row.TimeToFirstToken?.Milliseconds(0.50), row.TimeToFirstToken?.Milliseconds(0.95), row.TimeToFirstToken?.Milliseconds(0.99));

    private static double? Ratio(double sum, long calls) => calls == 0 ? null : Math.Round(sum / calls, 3);
}
