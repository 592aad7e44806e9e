namespace Signalbox.Core.Reports;

/// <summary>
/// Answers any stretch of whole quarters of an hour from sums that are kept per quarter, hour, six hours and day (UTC): days in its middle, shorter
/// ones at its ends. The six hours are for days of other zones, which take nine rows with them and twenty-four without. No clock of the world is off by less than a quarter, so that a day of any time zone can be put together.
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

    /// <summary>Segments that cover a stretch, each moment once.</summary>
    /// <param name="bucket">Which part of the report it is.</param>
    /// <param name="since">Unix milliseconds; a multiple of a quarter.</param>
    /// <param name="until">Unix milliseconds; a multiple of a quarter.</param>
    public static IReadOnlyList<TimeSegment> Cover(int bucket, long since, long until)
    {
        var segments = new List<TimeSegment>();
        Cover(segments, bucket, since, until, Spans.Count - 1);
        return segments;
    }

    /// <summary>Segments of whole hours and longer that hold a stretch: what is not kept per quarter is told of the hours that the stretch touches.</summary>
    /// <param name="bucket">Which part of the report it is.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="until">Unix milliseconds.</param>
    public static IReadOnlyList<TimeSegment> CoverHours(int bucket, long since, long until) => Cover(bucket, Floor(since, HourMs), Ceiling(until, HourMs));

    private static void Cover(List<TimeSegment> segments, int bucket, long since, long until, int level)
    {
        if (since >= until) return;
        var span = Spans[level];
        if (level == 0)
        {
            segments.Add(new(bucket, span, since, until));
            return;
        }
        var (first, last) = (Ceiling(since, span), Floor(until, span));
        if (first >= last)
        {
            Cover(segments, bucket, since, until, level - 1);
            return;
        }
        Cover(segments, bucket, since, first, level - 1);
        segments.Add(new(bucket, span, first, last));
        Cover(segments, bucket, last, until, level - 1);
    }

    /// <summary>The last multiple of a span that is not later.</summary>
    public static long Floor(long at, long span) => at - ((at % span) + span) % span;

    /// <summary>The first multiple of a span that is not earlier.</summary>
    public static long Ceiling(long at, long span) => Floor(at + span - 1, span);
}
