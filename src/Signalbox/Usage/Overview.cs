namespace Signalbox.Usage;

/// <summary>Answers the console's first page: sums, a series with no gaps, and who is busiest.</summary>
internal sealed class Overview(UsageQueries queries, TimeProvider time)
{
    /// <summary>The windows that can be asked for, with the width of a bucket.</summary>
    public static readonly IReadOnlyDictionary<string, (TimeSpan Window, TimeSpan Bucket)> Windows = new Dictionary<string, (TimeSpan, TimeSpan)>
    {
        ["1h"] = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        ["24h"] = (TimeSpan.FromDays(1), TimeSpan.FromMinutes(15)),
        ["7d"] = (TimeSpan.FromDays(7), TimeSpan.FromHours(2)),
        ["30d"] = (TimeSpan.FromDays(30), TimeSpan.FromHours(8)),
    };

    /// <summary>Builds the page.</summary>
    /// <param name="window">A key of <see cref="Windows"/>.</param>
    /// <param name="cancellation">Ends the queries.</param>
    public async Task<OverviewView> ReadAsync(string window, CancellationToken cancellation)
    {
        var (length, bucket) = Windows[window];
        var bucketMs = (long)bucket.TotalMilliseconds;
        // Buckets lie on round times, so that a bar does not change while time passes; the last one is still filling.
        var until = (time.GetUtcNow().ToUnixTimeMilliseconds() / bucketMs + 1) * bucketMs;
        var since = until - (long)length.TotalMilliseconds;
        var whole = until - since;

        var buckets = (await queries.BucketsAsync(since, until, bucketMs, cancellation)).ToDictionary(b => b.Bucket);
        var p50 = await queries.QuantilesAsync("latency_us", 0.50, since, until, bucketMs, cancellation);
        var p95 = await queries.QuantilesAsync("latency_us", 0.95, since, until, bucketMs, cancellation);
        var totals = new OverviewTotals(
            buckets.Values.Sum(b => b.Requests), buckets.Values.Sum(b => b.Success), buckets.Values.Sum(b => b.Refused), buckets.Values.Sum(b => b.Errors),
            buckets.Values.Sum(b => b.TokensInput), buckets.Values.Sum(b => b.TokensOutput), buckets.Values.Sum(b => b.TokensCached), buckets.Values.Sum(b => b.CostMicros),
            Milliseconds(await queries.QuantilesAsync("latency_us", 0.50, since, until, whole, cancellation), 0),
            Milliseconds(await queries.QuantilesAsync("latency_us", 0.95, since, until, whole, cancellation), 0),
            Milliseconds(await queries.QuantilesAsync("ttft_us", 0.50, since, until, whole, cancellation), 0),
            (await queries.QuantilesAsync("overhead_us", 0.50, since, until, whole, cancellation)) is { Count: > 0 } overhead ? overhead[0] : null);

        return new OverviewView(
            window, DateTimeOffset.FromUnixTimeMilliseconds(since), DateTimeOffset.FromUnixTimeMilliseconds(until), bucketMs / 1000, totals,
            [
                .. Enumerable.Range(0, (int)(whole / bucketMs)).Select(i =>
                {
                    var sums = buckets.GetValueOrDefault(i) ?? new OverviewBucket { Bucket = i };
                    return new OverviewPoint(
                        DateTimeOffset.FromUnixTimeMilliseconds(since + i * bucketMs), sums.Requests, sums.Errors, sums.Refused,
                        sums.TokensInput, sums.TokensOutput, sums.CostMicros, Milliseconds(p50, i), Milliseconds(p95, i));
                }),
            ],
            await queries.TopModelsAsync(since, until, cancellation), await queries.TopKeysAsync(since, until, cancellation));
    }

    private static double? Milliseconds(IReadOnlyDictionary<long, long> quantiles, long bucket) =>
        quantiles.TryGetValue(bucket, out var microseconds) ? microseconds / 1000.0 : null;
}

/// <summary>The console's first page. Money is micro-USD; quantiles are over successful calls, null where there were none.</summary>
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
