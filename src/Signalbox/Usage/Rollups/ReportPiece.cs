using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>A stretch of sums that is read once, with the parts of the report that it is added to or taken off: what one day has less is what the next has more.</summary>
/// <param name="SpanMs">The sums to read: one of <see cref="TimeSegments.Spans"/>.</param>
/// <param name="Since">Its first moment, Unix milliseconds.</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Parts">The parts, each with 1 or -1.</param>
internal sealed record ReportPiece(long SpanMs, long Since, long Until, IReadOnlyList<(long Bucket, int Sign)> Parts)
{
    /// <summary>Whether it is a single sum of each group, which needs no adding up.</summary>
    public bool IsSingle => Until - Since == SpanMs;

    /// <summary>What is to be read for some segments, each stretch once.</summary>
    public static IReadOnlyList<ReportPiece> Of(IEnumerable<TimeSegment> segments) =>
        [.. segments.GroupBy(s => (s.SpanMs, s.Since, s.Until)).Select(g => new ReportPiece(g.Key.SpanMs, g.Key.Since, g.Key.Until, [.. g.Select(s => ((long)s.Bucket, s.Sign))]))];
}
