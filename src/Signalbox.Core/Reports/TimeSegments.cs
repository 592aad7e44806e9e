namespace Signalbox.Core.Reports;

/// <summary>
/// Answers any stretch of whole quarters of an hour from sums that are kept per quarter, hour, six hours and day (UTC): days in its middle, shorter
/// ones at its ends, which are added, or taken off a longer one that reaches beyond, whichever reads fewer sums. So a day of a zone that is two hours off
/// is a day of UTC with two hours more and two less. No clock of the world is off by less than a quarter, so that a day of any time zone can be put together.
/// </summary>
public static class TimeSegments
{
    /// <summary>A quarter of an hour, in milliseconds.</summary>
    public const long QuarterMs = 900_000;

    /// <summary>An hour.</summary>
    public const long HourMs = 4 * QuarterMs;

    /// <summary>Six hours of a day, UTC.</summary>
    public const long SixHoursMs = 6 * HourMs;

    /// <summary>A day of 24 hours, UTC.</summary>
    public const long DayMs = 24 * HourMs;

    /// <summary>What sums are kept for, from the shortest; each divides the next.</summary>
    public static readonly IReadOnlyList<long> Spans = [QuarterMs, HourMs, SixHoursMs, DayMs];

    /// <summary>Segments that together count each moment of a stretch once and no other, from as few sums as there can be.</summary>
    /// <param name="bucket">Which part of the report it is.</param>
    /// <param name="since">Unix milliseconds; a multiple of a quarter.</param>
    /// <param name="until">Unix milliseconds; a multiple of a quarter.</param>
    public static IReadOnlyList<TimeSegment> Cover(int bucket, long since, long until) => Cover(bucket, since, until, Spans.Count - 1, 1);

    /// <summary>The stretch that segments cover together: what is taken off at its ends is none of it.</summary>
    public static (long Since, long Until) StretchOf(IEnumerable<TimeSegment> segments)
    {
        var (covered, since, until) = (0, long.MaxValue, long.MinValue);
        foreach (var moment in segments.SelectMany(s => new[] { (At: s.Since, s.Sign), (At: s.Until, Sign: -s.Sign) }).GroupBy(change => change.At).OrderBy(changes => changes.Key))
        {
            if (covered > 0) until = Math.Max(until, moment.Key);
            covered += moment.Sum(change => change.Sign);
            if (covered > 0) since = Math.Min(since, moment.Key);
        }
        return (since, until);
    }

    /// <summary>Segments of whole hours and longer that hold a stretch: what is not kept per quarter is told of the hours that the stretch touches.</summary>
    /// <param name="bucket">Which part of the report it is.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="until">Unix milliseconds.</param>
    public static IReadOnlyList<TimeSegment> CoverHours(int bucket, long since, long until) => Cover(bucket, Floor(since, HourMs), Ceiling(until, HourMs));

    private static IReadOnlyList<TimeSegment> Cover(int bucket, long since, long until, int level, int sign)
    {
        if (since >= until) return [];
        var span = Spans[level];
        if (level == 0) return [new(bucket, span, since, until, sign)];
        var (first, last) = (Ceiling(since, span), Floor(until, span));
        var (before, after) = (Floor(since, span), Ceiling(until, span));
        // Within one span: from shorter ones, or all of it without both ends.
        if (first > last)
        {
            return Fewer(
                Cover(bucket, since, until, level - 1, sign),
                [.. Cover(bucket, before, since, level - 1, -sign), new(bucket, span, before, after, sign), .. Cover(bucket, until, after, level - 1, -sign)]);
        }
        var (begin, end) = (Cover(bucket, since, first, level - 1, sign), Cover(bucket, last, until, level - 1, sign));
        var (early, late) = (Cover(bucket, before, since, level - 1, -sign), Cover(bucket, until, after, level - 1, -sign));
        if (Sums(early) + 1 < Sums(begin)) (begin, first) = (early, before);
        if (Sums(late) + 1 < Sums(end)) (end, last) = (late, after);
        return first == last ? [.. begin, .. end] : [.. begin, new(bucket, span, first, last, sign), .. end];
    }

    private static IReadOnlyList<TimeSegment> Fewer(IReadOnlyList<TimeSegment> one, IReadOnlyList<TimeSegment> other) => Sums(other) < Sums(one) ? other : one;

    private static long Sums(IReadOnlyList<TimeSegment> segments) => segments.Sum(segment => segment.Sums);

    /// <summary>The last multiple of a span that is not later.</summary>
    public static long Floor(long at, long span) => at - ((at % span) + span) % span;

    /// <summary>The first multiple of a span that is not earlier.</summary>
    public static long Ceiling(long at, long span) => Floor(at + span - 1, span);
}
