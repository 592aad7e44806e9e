namespace Signalbox.Core.Reports;

/// <summary>A stretch of time, and the sums that answer for it.</summary>
/// <param name="Bucket">Which part of the report it counts to.</param>
/// <param name="SpanMs">The sums to read: one of <see cref="TimeSegments.Spans"/>.</param>
/// <param name="Since">Its first moment, Unix milliseconds; a multiple of the span.</param>
/// <param name="Until">The first moment after it; a multiple of the span.</param>
public readonly record struct TimeSegment(int Bucket, long SpanMs, long Since, long Until);
