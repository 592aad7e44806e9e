using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>Adds rows of a report up.</summary>
internal static class ReportRows
{
    /// <summary>All of them in one.</summary>
    public static ReportRow Add(IEnumerable<ReportRow> rows) => rows.Aggregate(new ReportRow(), (sum, row) => sum with
    {
        Requests = sum.Requests + row.Requests,
        Success = sum.Success + row.Success,
        Refused = sum.Refused + row.Refused,
        Errors = sum.Errors + row.Errors,
        Disconnected = sum.Disconnected + row.Disconnected,
        Interrupted = sum.Interrupted + row.Interrupted,
        Attempts = sum.Attempts + row.Attempts,
        Fallbacks = sum.Fallbacks + row.Fallbacks,
        Unreported = sum.Unreported + row.Unreported,
        Estimated = sum.Estimated + row.Estimated,
        Unpriced = sum.Unpriced + row.Unpriced,
        TokensInput = sum.TokensInput + row.TokensInput,
        TokensOutput = sum.TokensOutput + row.TokensOutput,
        TokensCached = sum.TokensCached + row.TokensCached,
        TokensCacheWrite = sum.TokensCacheWrite + row.TokensCacheWrite,
        TokensReasoning = sum.TokensReasoning + row.TokensReasoning,
        CostMicros = sum.CostMicros + row.CostMicros,
        UpstreamPriced = sum.UpstreamPriced + row.UpstreamPriced,
        UpstreamCostMicros = sum.UpstreamCostMicros + row.UpstreamCostMicros,
        ComparedCostMicros = sum.ComparedCostMicros + row.ComparedCostMicros,
        LatencyUs = sum.LatencyUs + row.LatencyUs,
        AnsweredTokens = sum.AnsweredTokens + row.AnsweredTokens,
        TtftCalls = sum.TtftCalls + row.TtftCalls,
        TtftUs = sum.TtftUs + row.TtftUs,
        OverheadUs = sum.OverheadUs + row.OverheadUs,
        Latency = Add(sum.Latency, row.Latency),
        TimeToFirstToken = Add(sum.TimeToFirstToken, row.TimeToFirstToken),
    });

    private static DurationHistogram? Add(DurationHistogram? a, DurationHistogram? b)
    {
        if (a is null || b is null) return a ?? b;
        var both = new DurationHistogram();
        both.Add(a);
        both.Add(b);
        return both;
    }
}
