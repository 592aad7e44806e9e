namespace Signalbox.Usage;

/// <summary>A stretch of time, cut into buckets.</summary>
/// <param name="SpanMs">Which sums to read: one of <see cref="UsageTally.Spans"/>.</param>
/// <param name="Since">Unix milliseconds, inclusive; a multiple of the bucket.</param>
/// <param name="Until">Unix milliseconds, exclusive; a multiple of the bucket.</param>
/// <param name="BucketMs">Width of a bucket; a multiple of the span.</param>
internal sealed record OverviewRange(long SpanMs, long Since, long Until, long BucketMs)
{
    /// <summary>How many buckets there are.</summary>
    public int Count => (int)((Until - Since) / BucketMs);

    /// <summary>The range of a length that ends with the bucket under way.</summary>
    public static OverviewRange EndingAt(DateTimeOffset now, TimeSpan length, TimeSpan bucket, long spanMs)
    {
        // Buckets lie on round times, so that a bar does not change while time passes; the last one is still filling.
        var bucketMs = (long)bucket.TotalMilliseconds;
        var until = (now.ToUnixTimeMilliseconds() / bucketMs + 1) * bucketMs;
        return new(spanMs, until - (long)length.TotalMilliseconds, until, bucketMs);
    }
}

/// <summary>How many successful calls of a bucket fell into a bin of durations.</summary>
internal sealed record OverviewDuration
{
    public long Bucket { get; init; }
    public long Measure { get; init; }
    public long Bin { get; init; }
    public long Calls { get; init; }
}
