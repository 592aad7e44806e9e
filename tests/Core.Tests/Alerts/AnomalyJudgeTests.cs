using Signalbox.Core.Alerts.Anomalies;

namespace Core.Tests.Alerts;

public class AnomalyJudgeTests(ITestOutputHelper output)
{
    private const int Weeks = 5 * 168 + 72;
    private static readonly AnomalySettings Settings = new() { Above = true, Below = true, Floor = 20 };

    [Theory]
    [InlineData(5_000, 0.05)]
    [InlineData(1_000, 0.15)]
    [InlineData(200, 0.3)]
    [InlineData(20, 0.2)]
    [InlineData(1, 0)]
    public void Noise_alone_is_hardly_ever_taken_for_an_anomaly(double level, double noise)
    {
        // A new hour each time, judged as the watch judges it: a year of hours of one series.
        var random = new Random(42);
        var all = SeriesOfWeeks.Make(random, Weeks + 8760, level, noise);
        var (alarms, episodes, quiet) = (0, 0, true);
        for (var i = 0; i < 8760; i++)
        {
            var isAnomaly = AnomalyJudge.Judge(SeriesOfWeeks.End - (8760 - i) * 3_600_000L, all[i..(i + Weeks)], Settings).IsAnomaly;
            alarms += isAnomaly ? 1 : 0;
            episodes += isAnomaly && quiet ? 1 : 0;
            quiet = !isAnomaly;
        }
        output.WriteLine($"level {level}, noise {noise:P0}: {alarms} of 8760 hours, in {episodes} episodes a year");

        episodes.ShouldBeLessThanOrEqualTo(4, "a false alarm a quarter of a year at most");
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(0.1)]
    public void One_hour_far_off_is_a_jump(double factor)
    {
        var finding = Judge(1, i => i == -1 ? factor : 1);

        (finding.Kind, Math.Sign(finding.Score)).ShouldBe((AnomalyKind.Jump, factor > 1 ? 1 : -1));
        Judge(1, i => i == -1 ? factor : 1, Settings with { Above = factor < 1, Below = factor > 1 }).IsAnomaly.ShouldBeFalse("only the direction that is asked for counts");
    }

    [Fact]
    public void A_step_too_small_for_one_hour_is_a_shift_within_a_day() => Property.Holds(random =>
    {
        var series = SeriesOfWeeks.Make(random, Weeks, 1_000, 0.1, i => i >= -24 ? 1.5 : 1);

        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).IsAnomaly.ShouldBeTrue();
    }, 30);

    [Fact]
    public void A_ramp_over_days_is_seen_before_it_has_doubled() => Property.Holds(random =>
    {
        var series = SeriesOfWeeks.Make(random, Weeks, 1_000, 0.1, i => i >= -72 ? 1 + 0.8 * (72 + i) / 72.0 : 1);

        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).IsAnomaly.ShouldBeTrue();
    }, 30);

    [Fact]
    public void A_ramp_over_weeks_that_no_hour_shows_is_a_drift()
    {
        // A fifth more each week: no hour is far off, since each week is the next one's baseline.
        var series = SeriesOfWeeks.Make(new Random(7), Weeks, 1_000, 0.2, i => Math.Pow(1.2, i / 168.0));

        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).Kind.ShouldBe(AnomalyKind.Drift);
    }

    [Fact]
    public void Healthy_growth_is_none()
    {
        foreach (var seed in Enumerable.Range(0, 20))
            AnomalyJudge.Judge(SeriesOfWeeks.End, SeriesOfWeeks.Make(new Random(seed), Weeks, 1_000, 0.1, i => Math.Pow(1.05, i / 168.0)), Settings).IsAnomaly.ShouldBeFalse($"seed {seed}");
    }

    [Fact]
    public void Without_two_weeks_of_history_nothing_is_said()
    {
        var young = SeriesOfWeeks.Make(new Random(1), Weeks, 1_000, 0.1, i => i == -1 ? 50 : 1);
        for (var i = 0; i < Weeks - 72 - AnomalyJudge.LeastHistory + 1; i++) young[i] = null;

        AnomalyJudge.Judge(SeriesOfWeeks.End, young, Settings).Kind.ShouldBe(AnomalyKind.Learning);
        AnomalyJudge.Judge(SeriesOfWeeks.End, new double?[Weeks], Settings).Kind.ShouldBe(AnomalyKind.Learning);
        AnomalyJudge.Judge(SeriesOfWeeks.End, [], Settings).Kind.ShouldBe(AnomalyKind.Learning);
    }

    [Fact]
    public void Gaps_and_an_outage_in_the_baseline_do_not_matter()
    {
        var series = SeriesOfWeeks.Make(new Random(3), Weeks, 1_000, 0.1);
        for (var i = 200; i < 230; i++) series[i] = null;
        for (var i = 400; i < 412; i++) series[i] = 0;
        series[500] = 1e9;

        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).Kind.ShouldBe(AnomalyKind.Usual);
        series[^1] *= 4;
        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).Kind.ShouldBe(AnomalyKind.Jump);
        series[^1] = null;
        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).Kind.ShouldBe(AnomalyKind.Unknown);
    }

    [Fact]
    public void Small_amounts_are_never_worth_an_alarm()
    {
        var series = SeriesOfWeeks.Make(new Random(3), Weeks, 0.01, 0);
        series[^1] = 19;

        AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings).IsAnomaly.ShouldBeFalse();
    }

    [Fact]
    public void Hours_go_by_the_clock_on_the_wall_also_when_it_is_put_forward_and_back()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        long At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

        AnomalyJudge.HourOfWeek(At("2026-11-30T00:00:00+01:00"), berlin).ShouldBe(0);
        AnomalyJudge.HourOfWeek(At("2026-11-29T23:00:00+01:00"), berlin).ShouldBe(167);
        // 2026-10-25: two o'clock comes twice, and both are the same hour of the week.
        AnomalyJudge.HourOfWeek(At("2026-10-25T00:00:00Z"), berlin).ShouldBe(AnomalyJudge.HourOfWeek(At("2026-10-25T01:00:00Z"), berlin));
        // 2026-03-29: two o'clock does not come.
        AnomalyJudge.HourOfWeek(At("2026-03-29T01:00:00Z"), berlin).ShouldBe(AnomalyJudge.HourOfWeek(At("2026-03-29T00:00:00Z"), berlin) + 2);
    }

    [Fact]
    public void Office_hours_that_move_with_the_clock_are_usual_in_the_zone_they_move_with()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var end = new DateTimeOffset(2026, 10, 26, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        double?[] series = [.. Enumerable.Range(0, Weeks).Select(i => (double?)(TimeZoneInfo.ConvertTimeFromUtc(DateTimeOffset.FromUnixTimeMilliseconds(end - (Weeks - i) * 3_600_000L).UtcDateTime, berlin).Hour is >= 9 and < 18 ? 1_000 : 30))];

        AnomalyJudge.Judge(end, series, Settings with { Zone = berlin }).IsAnomaly.ShouldBeFalse();
        AnomalyJudge.Judge(end - 3_600_000, series[..^1], Settings).IsAnomaly.ShouldBeTrue("by UTC the day begins an hour late");
    }

    [Fact]
    public void No_series_makes_it_fail() => Property.Holds(random =>
    {
        double?[] series = [.. Enumerable.Range(0, random.Next(0, 2 * Weeks)).Select(_ => random.Next(6) switch { 0 => (double?)null, 1 => 0, 2 => 1e15, 3 => -5, _ => random.NextDouble() * 100 })];
        var finding = AnomalyJudge.Judge(SeriesOfWeeks.End, series, Settings with { Weeks = random.Next(2, 13), Sensitivity = 3 + random.NextDouble() * 17 });

        double.IsFinite(finding.Score).ShouldBeTrue();
        double.IsFinite(finding.Bound).ShouldBeTrue();
    });

    private static AnomalyFinding Judge(int seed, Func<int, double> factor, AnomalySettings? settings = null) =>
        AnomalyJudge.Judge(SeriesOfWeeks.End, SeriesOfWeeks.Make(new Random(seed), Weeks, 1_000, 0.1, factor), settings ?? Settings);
}
