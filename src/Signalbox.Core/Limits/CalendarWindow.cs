namespace Signalbox.Core.Limits;

/// <summary>A stretch of the calendar in a time zone.</summary>
/// <param name="Start">Its first moment, Unix milliseconds.</param>
/// <param name="End">The first moment after it.</param>
public readonly record struct CalendarWindow(long Start, long End)
{
    private const long HourMs = 3_600_000;

    /// <summary>
    /// The window a moment lies in. A day on which clocks change has 23 or 25 hours; midnight that does not exist begins with the first moment
    /// after the gap, and one that comes twice with the first of the two.
    /// </summary>
    /// <param name="period">Hour, day, week (from Monday) or month.</param>
    /// <param name="zone">Whose clocks.</param>
    /// <param name="wall">The moment, Unix milliseconds.</param>
    public static CalendarWindow At(LimitPeriod period, TimeZoneInfo zone, long wall)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(wall).UtcDateTime;
        if (period == LimitPeriod.Hour)
        {
            // By the offset, so that the hour that comes twice is two hours.
            var into = (wall + (long)zone.GetUtcOffset(utc).TotalMilliseconds) % HourMs;
            return new(wall - into, wall - into + HourMs);
        }
        var day = TimeZoneInfo.ConvertTimeFromUtc(utc, zone).Date;
        var first = period switch
        {
            LimitPeriod.Day => day,
            LimitPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => day.AddDays(1 - day.Day),
        };
        var next = period switch
        {
            LimitPeriod.Day => first.AddDays(1),
            LimitPeriod.Week => first.AddDays(7),
            _ => first.AddMonths(1),
        };
        return new(Moment(first, zone), Moment(next, zone));
    }

    private static long Moment(DateTime local, TimeZoneInfo zone)
    {
        // Gaps are of minutes to a few hours; a day that was left out whole (Samoa, 2011) is one too.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }
}
