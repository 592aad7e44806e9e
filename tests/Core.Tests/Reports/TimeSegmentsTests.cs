using Signalbox.Core.Limits;
using Signalbox.Core.Reports;

namespace Core.Tests.Reports;

public sealed class TimeSegmentsTests
{
    private const long Start = 1_795_219_200_000; // 2026-11-21 00:00 UTC

    [Fact]
    public void A_month_is_read_from_days_with_hours_and_quarters_at_its_ends()
    {
        var segments = TimeSegments.Cover(3, Start - 90 * 60_000, Start + 30 * TimeSegments.DayMs + TimeSegments.QuarterMs);

        segments.ShouldBe(
        [
            new TimeSegment(3, TimeSegments.QuarterMs, Start - 90 * 60_000, Start - TimeSegments.HourMs),
            new TimeSegment(3, TimeSegments.HourMs, Start - TimeSegments.HourMs, Start),
            new TimeSegment(3, TimeSegments.DayMs, Start, Start + 30 * TimeSegments.DayMs),
            new TimeSegment(3, TimeSegments.QuarterMs, Start + 30 * TimeSegments.DayMs, Start + 30 * TimeSegments.DayMs + TimeSegments.QuarterMs),
        ]);
    }

    [Theory]
    [InlineData(0, 1, "h0-1")]
    [InlineData(-6, 30, "h-2-0 s0-6 h6-8")]
    [InlineData(0, 96, "d0-24")]
    [InlineData(3, 100, "d0-24 h24-25")]
    [InlineData(-5, 193, "h-2-0 d0-48 h48-49")]
    public void What_is_not_kept_per_quarter_is_told_of_the_hours_that_a_stretch_touches(int since, int until, string expected) =>
        string.Join(' ', TimeSegments.CoverHours(0, Start + since * TimeSegments.QuarterMs, Start + until * TimeSegments.QuarterMs)
            .Select(s => $"{Letter(s.SpanMs)}{(s.Since - Start) / TimeSegments.HourMs}-{(s.Until - Start) / TimeSegments.HourMs}")).ShouldBe(expected);

    [Theory]
    [InlineData(-2, 22, "h-2-0 d0-24 -h22-24")]
    [InlineData(-5.5, 18.5, "-q-6--5.5 s-6-0 d0-24 q18-18.5 -s18-24")]
    [InlineData(0.25, 719, "-q0-0.25 d0-720 -h719-720")]
    [InlineData(5, 24, "-s0-6 h5-6 d0-24")]
    [InlineData(1, 23, "-h0-1 d0-24 -h23-24")]
    public void What_is_read_least_for_is_taken_off_where_that_is_less_than_adding(double since, double until, string expected) =>
        string.Join(' ', TimeSegments.Cover(0, Start + (long)(since * TimeSegments.HourMs), Start + (long)(until * TimeSegments.HourMs))
            .Select(s => FormattableString.Invariant($"{(s.Sign < 0 ? "-" : "")}{Letter(s.SpanMs)}{(s.Since - Start) / (double)TimeSegments.HourMs}-{(s.Until - Start) / (double)TimeSegments.HourMs}"))).ShouldBe(expected);

    [Fact]
    public void Every_moment_of_a_stretch_counts_once_and_no_other() => Property.Holds(random =>
    {
        var since = Start + random.Next(-400, 400) * TimeSegments.QuarterMs;
        var until = since + random.Next(0, 1000) * TimeSegments.QuarterMs;

        var segments = TimeSegments.Cover(0, since, until);

        foreach (var segment in segments)
        {
            segment.Until.ShouldBeGreaterThan(segment.Since);
            (segment.Since % segment.SpanMs).ShouldBe(0);
            (segment.Until % segment.SpanMs).ShouldBe(0);
        }
        for (var at = since - TimeSegments.DayMs; at < until + TimeSegments.DayMs; at += TimeSegments.QuarterMs)
            segments.Where(segment => at >= segment.Since && at < segment.Until).Sum(segment => segment.Sign).ShouldBe(at >= since && at < until ? 1 : 0);
        if (since < until) TimeSegments.StretchOf(segments).ShouldBe((since, until));
        segments.Count.ShouldBeLessThanOrEqualTo(9);
        // Whole days, and half of each shorter span at both ends.
        segments.Sum(segment => segment.Sums).ShouldBeLessThanOrEqualTo((until - since) / TimeSegments.DayMs + 2 + 2 * (2 + 3 + 2));
    });

    private static char Letter(long spanMs) => spanMs switch { TimeSegments.DayMs => 'd', TimeSegments.SixHoursMs => 's', TimeSegments.HourMs => 'h', _ => 'q' };

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)] // R: time-zone changes
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Asia/Kolkata", "2026-03-29", 24)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    public void A_day_has_the_hours_its_clocks_give_it(string zone, string day, double hours)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var noon = DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddHours(12);
        var at = new DateTimeOffset(noon, info.GetUtcOffset(noon)).ToUnixTimeMilliseconds();
        var window = CalendarWindow.At(LimitPeriod.Day, info, at);

        var part = ReportBuckets.Cut(window.Start, window.End, LimitPeriod.Day, info, 10).ShouldNotBeNull().ShouldHaveSingleItem();

        ((part.End - part.Start) / (double)TimeSegments.HourMs).ShouldBe(hours);
    }

    [Fact]
    public void Parts_of_any_zone_follow_each_other_without_gaps_and_begin_with_a_quarter() => Property.Holds(random =>
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        var zone = zones[random.Next(zones.Count)];
        var period = LimitPeriods.Parse(LimitPeriods.Names[random.Next(4)])!.Value;
        var since = Start + random.Next(-40_000, 40_000) * TimeSegments.QuarterMs;
        var until = since + random.Next(1, 4000) * TimeSegments.QuarterMs;

        var parts = ReportBuckets.Cut(since, until, period, zone, 2000).ShouldNotBeNull();

        parts[0].Start.ShouldBe(since);
        parts[^1].End.ShouldBe(until);
        for (var i = 0; i < parts.Count; i++)
        {
            (parts[i].Start % TimeSegments.QuarterMs).ShouldBe(0, zone.Id);
            if (i > 0) parts[i].Start.ShouldBe(parts[i - 1].End);
        }
    });

    [Fact]
    public void More_parts_than_are_borne_are_none() =>
        ReportBuckets.Cut(Start, Start + TimeSegments.DayMs, LimitPeriod.Hour, TimeZoneInfo.Utc, 23).ShouldBeNull();
}
