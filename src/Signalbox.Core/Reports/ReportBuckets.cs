using Signalbox.Core.Limits;

namespace Signalbox.Core.Reports;

/// <summary>Cuts a stretch of time along the clocks and the calendar of a time zone.</summary>
public static class ReportBuckets
{
    /// <summary>
    /// The parts, in order and without gaps; null when there would be more than <paramref name="most"/>. The first and the last are cut off where
    /// the stretch begins and ends. A day on which clocks change has 23 or 25 hours.
    /// </summary>
    /// <param name="since">Unix milliseconds; a multiple of a quarter of an hour.</param>
    /// <param name="until">Unix milliseconds; a multiple of a quarter of an hour.</param>
    /// <param name="period">Hour, day, week or month.</param>
    /// <param name="zone">Whose clocks.</param>
    /// <param name="most">How many are borne.</param>
    public static IReadOnlyList<CalendarWindow>? Cut(long since, long until, LimitPeriod period, TimeZoneInfo zone, int most)
    {
        var parts = new List<CalendarWindow>();
        for (var at = since; at < until;)
        {
            if (parts.Count == most) return null;
            // The offsets of old times had minutes and seconds: sums know quarters of an hour.
            var end = Math.Min(until, Math.Max(at + TimeSegments.QuarterMs, TimeSegments.Floor(CalendarWindow.At(period, zone, at).End, TimeSegments.QuarterMs)));
            parts.Add(new(at, end));
            at = end;
        }
        return parts;
    }
}
