using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class PairComparisonTests
{
    [Fact]
    public void Wilson_s_interval_of_no_failure_among_two_hundred_ends_near_two_per_cent()
    {
        var share = Interval.Share(0, 200)!;

        share.Value.ShouldBe(0);
        share.Low.ShouldBe(0);
        share.High.ShouldBe(0.0188, 0.0002);
        Interval.Share(0, 0).ShouldBeNull();
    }

    [Fact]
    public void A_candidate_that_takes_twice_as_long_on_every_call_is_known_to_without_doubt()
    {
        var ratio = Interval.Ratio([(100, 200), (10, 20), (7, 14)])!;

        (ratio.Value, ratio.Low, ratio.High).ShouldBe((2.0, 2.0, 2.0));
        Interval.Ratio([(100, 200)]).ShouldBeNull();
    }

    [Fact]
    public void The_true_ratio_lies_in_the_interval_nineteen_times_of_twenty()
    {
        var random = new Random(5);
        var (latency, cost) = (0, 0);
        for (var run = 0; run < 1000; run++)
        {
            (double, double)[] pairs = [.. Enumerable.Range(0, 40).Select(_ =>
            {
                var primary = 100 + 400 * random.NextDouble();
                return (primary, primary * 1.3 * Math.Exp(0.4 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)));
            })];
            if (Interval.Ratio(pairs) is { Low: <= 1.3, High: >= 1.3 }) latency++;
            (double, double)[] costs = [.. pairs.Select(pair => (pair.Item1, pair.Item1 * 0.5 + 20 * (random.NextDouble() - 0.5)))];
            if (Interval.RatioOfSums(costs) is { Low: <= 0.5, High: >= 0.5 }) cost++;
        }

        latency.ShouldBeInRange(920, 980);
        cost.ShouldBeInRange(920, 980);
    }

    [Fact]
    public void Figures_of_the_two_are_of_the_same_calls()
    {
        ComparedPair[] pairs =
        [
            new(false, 100_000, 50_000, 10, 4, 20, 10, true), new(false, 200_000, 100_000, 30, 12, 20, 20, false),
            new(false, 300_000, 150_000, null, 5, 20, 30, false), new(true, 400_000, 900_000, 10, null, 20, 0, false),
        ];

        var shown = PairComparison.Of(pairs);

        (shown.Pairs, shown.Failed).ShouldBe((4, 1));
        shown.Errors!.Value.ShouldBe(0.25);
        shown.Agreement!.Value.ShouldBe(1 / 3.0, 1e-9);
        shown.LatencyRatio!.Value.ShouldBe(0.5, 1e-9);
        shown.CostRatio!.Value.ShouldBe(0.4, 1e-9);
        (shown.PrimaryCostMicros, shown.CandidateCostMicros).ShouldBe((40, 16));
        shown.LengthRatio.ShouldBe(1.0);
        shown.PrimaryMs.ShouldBe((200.0, 300.0));
        shown.CandidateMs.ShouldBe((100.0, 150.0));
    }

    [Fact]
    public void A_rule_holds_against_the_unfavorable_end()
    {
        var rule = new PromotionRule { MinPairs = 100, MaxErrors = 0.05, MaxLatencyRatio = 1.2, MaxCostRatio = 1, MinAgreement = 0.5 };
        var good = PairComparison.Of([.. Enumerable.Range(0, 100).Select(i => new ComparedPair(false, 1000, 900 + i % 3, 10, 5, 5, 5, i % 10 > 0))]);

        rule.Judge(good).ShouldBeEmpty();
        rule.Judge(PairComparison.Of([.. Enumerable.Range(0, 99).Select(_ => new ComparedPair(false, 1000, 900, 10, 5, 5, 5, true))])).ShouldBe(["99 of 100 comparisons were made"]);
        // Two in a hundred fail, but it may be seven.
        rule.Judge(PairComparison.Of([.. Enumerable.Range(0, 100).Select(i => new ComparedPair(i < 2, 1000, 900, 10, 5, 5, 5, true))])).ShouldHaveSingleItem().ShouldContain("per cent of its answers fail");
        rule.Judge(PairComparison.Of([])).Count.ShouldBe(5, "what is not known carries nothing");
    }

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(20, 2, false)]
    [InlineData(200, 30, true)]
    public void A_watch_trips_once_too_many_failures_are_beyond_doubt(int calls, int failures, bool trips) =>
        (new WatchRule(10, 0.1).Trips(calls, failures) is not null).ShouldBe(trips);

    [Fact]
    public void A_rule_without_bounds_asks_for_comparisons_alone() =>
        new PromotionRule { MinPairs = 1 }.Judge(PairComparison.Of([new(true, 1, 1, null, null, 0, 0, false)])).ShouldBeEmpty();
}
