namespace Signalbox.Core.Reports;

/// <summary>A stretch of time, and the sums that answer for it.</summary>
/// <param name="Bucket">Which part of the report it counts to.</param>
/// <param name="SpanMs">The sums to read: one of <see cref="TimeSegments.Spans"/>.</param>
/// <param name="Since">Its first moment, Unix milliseconds; a multiple of the span.</param>
/// <param name="Until">The first moment after it; a multiple of the span.</param>
/// <param name="Sign">1 where its sums are added, -1 where they are taken off what a longer stretch has added.</param>
public readonly record struct TimeSegment(int Bucket, long SpanMs, long Since, long Until, int Sign = 1)
{
    /// <summary>How many sums of a group are read for it.</summary>
    public long Sums => (Until - Since) / SpanMs;
}
