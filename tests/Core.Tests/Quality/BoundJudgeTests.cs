using Signalbox.Core.Promotion;
using Signalbox.Core.Quality;

namespace Core.Tests.Quality;

public class BoundJudgeTests
{
    [Theory]
    [InlineData(1, 3, 5, QualityStanding.Green)]
    [InlineData(4, 6, 5, QualityStanding.Amber)]
    [InlineData(6, 8, 5, QualityStanding.Red)]
    public void A_ceiling_is_kept_or_broken_only_when_the_whole_interval_says_so(double low, double high, double bound, QualityStanding standing) =>
        BoundJudge.AtMost("x", new Interval((low + high) / 2, low, high, 50), bound, "ms", 20).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(6, 8, 5, QualityStanding.Green)]
    [InlineData(4, 6, 5, QualityStanding.Amber)]
    [InlineData(1, 3, 5, QualityStanding.Red)]
    public void A_floor_likewise(double low, double high, double bound, QualityStanding standing) =>
        BoundJudge.AtLeast("x", new Interval((low + high) / 2, low, high, 50), bound, "score", 20).Standing.ShouldBe(standing);

    [Fact]
    public void Too_few_observations_are_unknown_and_say_how_many_are_missing()
    {
        var few = BoundJudge.AtMost("x", new Interval(1, 1, 1, 19), 5, "ms", 20);

        (few.Standing, few.Missing).ShouldBe((QualityStanding.Unknown, "19 of 20 observations were made"));
        BoundJudge.AtMost("x", null, 5, "ms", 20).Standing.ShouldBe(QualityStanding.Unknown);
    }

    [Fact]
    public void The_worst_of_several_counts_and_nothing_is_unknown()
    {
        MeasuredBound Of(QualityStanding standing) => new("x", standing);

        BoundJudge.Worst([]).ShouldBe(QualityStanding.Unknown);
        BoundJudge.Worst([Of(QualityStanding.Green), Of(QualityStanding.Green)]).ShouldBe(QualityStanding.Green);
        BoundJudge.Worst([Of(QualityStanding.Green), Of(QualityStanding.Unknown)]).ShouldBe(QualityStanding.Unknown);
        BoundJudge.Worst([Of(QualityStanding.Amber), Of(QualityStanding.Unknown)]).ShouldBe(QualityStanding.Amber);
        BoundJudge.Worst([Of(QualityStanding.Amber), Of(QualityStanding.Red)]).ShouldBe(QualityStanding.Red);
    }

    [Fact]
    public void Whatever_is_said_beyond_doubt_is_said_of_the_estimate_too_and_both_directions_agree() => Property.Holds(random =>
    {
        var (share, bound) = (Interval.Share(random.Next(1001), 1000)!, random.NextDouble());

        var most = BoundJudge.AtMost("x", share, bound, "percent", 20).Standing;
        var least = BoundJudge.AtLeast("x", share, bound, "percent", 20).Standing;

        if (most == QualityStanding.Green) share.Value.ShouldBeLessThanOrEqualTo(bound);
        if (most == QualityStanding.Red) share.Value.ShouldBeGreaterThan(bound);
        (most == QualityStanding.Amber).ShouldBe(least == QualityStanding.Amber);
        if (most == QualityStanding.Green) least.ShouldBe(share.Low >= bound ? QualityStanding.Green : QualityStanding.Red);
    });
}
