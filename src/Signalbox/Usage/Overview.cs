namespace Signalbox.Usage;

/// <summary>Answers the console's first page: sums, a series with no gaps, and who is busiest.</summary>
internal sealed class Overview(UsageSumStore sums, TimeProvider time)
{
    /// <summary>The windows that can be asked for, with the width of a bucket and the sums it is read from.</summary>
    public static readonly IReadOnlyDictionary<string, (TimeSpan Length, TimeSpan Bucket, long SpanMs)> Windows = new Dictionary<string, (TimeSpan, TimeSpan, long)>
    {
        ["1h"] = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), UsageTally.MinuteMs),
        ["24h"] = (TimeSpan.FromDays(1), TimeSpan.FromMinutes(15), UsageTally.QuarterMs),
        ["7d"] = (TimeSpan.FromDays(7), TimeSpan.FromHours(2), UsageTally.QuarterMs),
        ["30d"] = (TimeSpan.FromDays(30), TimeSpan.FromHours(8), UsageTally.QuarterMs),
    };

    /// <summary>Builds the page.</summary>
    /// <param name="window">A key of <see cref="Windows"/>.</param>
    /// <param name="cancellation">Ends the queries.</param>
    public async Task<OverviewView> ReadAsync(string window, CancellationToken cancellation)
    {
        var (length, bucket, spanMs) = Windows[window];
        var range = OverviewRange.EndingAt(time.GetUtcNow(), length, bucket, spanMs);
        var buckets = (await sums.BucketsAsync(range, cancellation)).ToDictionary(b => b.Bucket);
        var durations = await sums.DurationsAsync(range, cancellation);
        var latency = durations.Where(d => d.Measure == (long)DurationMeasure.Latency).ToLookup(d => d.Bucket);

        return new OverviewView(
            window, At(range.Since), At(range.Until), range.BucketMs / 1000, Totals(buckets.Values, durations),
            [
                .. Enumerable.Range(0, range.Count).Select(i =>
                {
                    var sum = buckets.GetValueOrDefault(i) ?? new OverviewBucket { Bucket = i };
                    var calls = Calls(latency[i]);
                    return new OverviewPoint(
                        At(range.Since + i * range.BucketMs), sum.Requests, sum.Errors, sum.Refused, sum.TokensInput, sum.TokensOutput, sum.CostMicros,
                        Milliseconds(calls, 0.50), Milliseconds(calls, 0.95));
                }),
            ],
            await sums.TopModelsAsync(range, cancellation), await sums.TopKeysAsync(range, cancellation));
    }

    private static OverviewTotals Totals(IReadOnlyCollection<OverviewBucket> buckets, IReadOnlyList<OverviewDuration> durations)
    {
        var latency = Calls(durations.Where(d => d.Measure == (long)DurationMeasure.Latency));
        var first = Calls(durations.Where(d => d.Measure == (long)DurationMeasure.TimeToFirstToken));
        var overhead = Calls(durations.Where(d => d.Measure == (long)DurationMeasure.Overhead));
        return new OverviewTotals(
            buckets.Sum(b => b.Requests), buckets.Sum(b => b.Success), buckets.Sum(b => b.Refused), buckets.Sum(b => b.Errors),
            buckets.Sum(b => b.TokensInput), buckets.Sum(b => b.TokensOutput), buckets.Sum(b => b.TokensCached), buckets.Sum(b => b.CostMicros),
            Milliseconds(latency, 0.50), Milliseconds(latency, 0.95), Milliseconds(first, 0.50), DurationBins.Quantile(overhead, 0.50));
    }

    private static Dictionary<long, long> Calls(IEnumerable<OverviewDuration> durations)
    {
        var calls = new Dictionary<long, long>();
        foreach (var duration in durations) calls[duration.Bin] = calls.GetValueOrDefault(duration.Bin) + duration.Calls;
        return calls;
    }

    private static double? Milliseconds(IReadOnlyDictionary<long, long> calls, double quantile) => DurationBins.Quantile(calls, quantile) / 1000.0;

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>The console's first page. Money is micro-USD; quantiles are over successful calls, within about 3 %, null where there were none.</summary>
internal sealed record OverviewView(
    string Window, DateTimeOffset Since, DateTimeOffset Until, long BucketSeconds, OverviewTotals Totals, IReadOnlyList<OverviewPoint> Series,
    IReadOnlyList<TopModel> TopModels, IReadOnlyList<TopKey> TopKeys);

/// <summary>Sums over the window.</summary>
internal sealed record OverviewTotals(
    long Requests, long Success, long Refused, long Errors, long TokensInput, long TokensOutput, long TokensCached, long CostMicros,
    double? LatencyP50Ms, double? LatencyP95Ms, double? TtftP50Ms, long? OverheadP50Us);

/// <summary>One bucket of the series.</summary>
internal sealed record OverviewPoint(
    DateTimeOffset At, long Requests, long Errors, long Refused, long TokensInput, long TokensOutput, long CostMicros, double? LatencyP50Ms, double? LatencyP95Ms);
