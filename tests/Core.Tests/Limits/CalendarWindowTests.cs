using Signalbox.Core.Limits;
using Xunit;

namespace Core.Tests.Limits;

/// <summary>Hours, days, weeks and months where clocks change, and clocks that jump.</summary>
public sealed class CalendarWindowTests
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData(LimitPeriod.Day, "Europe/Berlin", "2026-03-29T10:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z")] // 23 hours
    [InlineData(LimitPeriod.Day, "Europe/Berlin", "2026-10-25T10:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z")] // 25 hours
    [InlineData(LimitPeriod.Day, "America/Santiago", "2026-09-06T12:00Z", "2026-09-06T04:00Z", "2026-09-07T03:00Z")] // no midnight
    [InlineData(LimitPeriod.Week, "UTC", "2026-11-22T23:59Z", "2026-11-16T00:00Z", "2026-11-23T00:00Z")]
    [InlineData(LimitPeriod.Month, "Asia/Kolkata", "2026-01-31T18:31Z", "2026-01-31T18:30Z", "2026-02-28T18:30Z")]
    [InlineData(LimitPeriod.Month, "UTC", "2028-02-29T12:00Z", "2028-02-01T00:00Z", "2028-03-01T00:00Z")]
    [InlineData(LimitPeriod.Hour, "Asia/Kolkata", "2026-01-31T18:31Z", "2026-01-31T18:30Z", "2026-01-31T19:30Z")]
    [InlineData(LimitPeriod.Hour, "Europe/Berlin", "2026-10-25T01:20Z", "2026-10-25T01:00Z", "2026-10-25T02:00Z")] // two o'clock, the second time
    public void Windows_follow_the_clocks_of_their_zone(LimitPeriod period, string zone, string at, string start, string end)
    {
        var window = CalendarWindow.At(period, TimeZoneInfo.FindSystemTimeZoneById(zone), Ms(at));
        Assert.Equal((Ms(start), Ms(end)), (window.Start, window.End));
    }

    /// <summary>Every quarter of an hour of three years, in zones with every kind of change.</summary>
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Santiago")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Kathmandu")]
    public void Windows_join_without_gap_or_overlap(string zone)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        foreach (var period in new[] { LimitPeriod.Hour, LimitPeriod.Day, LimitPeriod.Week, LimitPeriod.Month })
        {
            var last = CalendarWindow.At(period, info, Ms("2025-01-01T00:00Z"));
            for (var at = Ms("2025-01-01T00:00Z"); at < Ms("2028-01-01T00:00Z"); at += 900_000)
            {
                var window = CalendarWindow.At(period, info, at);
                Assert.True(window.Start <= at && at < window.End);
                if (window == last) continue;
                Assert.Equal(last.End, window.Start);
                last = window;
            }
        }
    }

    [Fact]
    public void A_budget_is_whole_again_when_its_window_ends()
    {
        var set = Bench.Set(Bench.Cost(500, LimitPeriod.Day));
        Assert.Equal(5, _bench.Burst(set, 9));
        _bench.Pass(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _bench.Burst(set, 1));
        _bench.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, _bench.Burst(set, 9));
    }

    [Fact]
    public void What_was_reserved_before_a_window_ended_is_not_given_back_to_the_next()
    {
        var set = Bench.Set(Bench.Cost(500, LimitPeriod.Day));
        Assert.True(_bench.TryReserve(set, Bench.Demand(cost: 400), out var held));
        _bench.Pass(TimeSpan.FromHours(12));
        Assert.Equal(2, _bench.Burst(set, 2));
        LimitLedger.Settle(ref held, Bench.Outlay(cost: 10), _bench.Now);
        Assert.Equal((200, 0), (_bench.Standing(set).Taken, _bench.Standing(set).Reserved));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-40)]
    public void A_clock_that_is_set_back_gives_nothing_away(int days)
    {
        var set = Bench.Set(Bench.Cost(500));
        Assert.True(_bench.TryReserve(set, Bench.Demand(cost: 300), out var held));
        _bench.Now = _bench.Now with { Wall = _bench.Now.Wall + (long)TimeSpan.FromDays(days).TotalMilliseconds };
        Assert.Equal(2, _bench.Burst(set, 9));
        LimitLedger.Settle(ref held, Bench.Outlay(cost: 100), _bench.Now);
        Assert.Equal((300, 0), (_bench.Standing(set).Taken, _bench.Standing(set).Reserved));
    }

    [Fact]
    public void Another_time_zone_keeps_what_was_taken_in_the_window()
    {
        Assert.Equal(3, _bench.Burst(Bench.Set(Bench.Cost(500, LimitPeriod.Day)), 3));
        Assert.Equal(2, _bench.Burst(Bench.Set(Bench.Cost(500, LimitPeriod.Day) with { TimeZone = "Asia/Tokyo" }), 9));
    }

    /// <summary>R04, R20: a restart must not make a budget whole.</summary>
    [Fact]
    public void What_was_taken_before_a_restart_counts_unless_the_window_is_over_R20()
    {
        var set = Bench.Set(Bench.Cost(500));
        Assert.Equal(1, _bench.Burst(set, 1));
        var window = LimitLedger.WindowOf(set.Limits[0], _bench.Now.Wall);
        _bench.Ledgers.Of("org").Seed(set.Limits[0], window.Start, 300, _bench.Now);
        _bench.Ledgers.Of("org").Seed(set.Limits[0], window.Start - 1, 0, _bench.Now);
        Assert.Equal(1, _bench.Burst(set, 9));
        Assert.Equal(500, Assert.Single(_bench.Ledgers.Of("org").Marks()).Taken);
    }

    private static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
