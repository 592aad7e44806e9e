using Signalbox.Core.Promotion;
using Signalbox.Core.Promotion.Canary;

namespace Core.Tests.Promotion.Canary;

public class CanaryRulesTests
{
    private static readonly CanaryStep[] Steps = [new(5, TimeSpan.FromMinutes(10)), new(50, TimeSpan.FromMinutes(10)), new(100, TimeSpan.FromMinutes(30))];

    [Theory]
    [InlineData(0, 9, 100, false, CanaryMove.Stay)]
    [InlineData(0, 10, 19, false, CanaryMove.Stay)]
    [InlineData(0, 10, 20, false, CanaryMove.Advance)]
    [InlineData(0, 10, 20, true, CanaryMove.Stay)]
    [InlineData(2, 29, 100, false, CanaryMove.Stay)]
    [InlineData(2, 30, 0, false, CanaryMove.Finish)]
    public void A_step_is_over_when_it_has_lasted_and_had_its_calls(int step, int minutes, int calls, bool isPaused, CanaryMove move) =>
        CanaryRules.Decide(Steps, step, TimeSpan.FromMinutes(minutes), isPaused, 20, calls, hasTripped: false).ShouldBe(move);

    [Fact]
    public void A_safeguard_holds_at_any_time_paused_or_not() => Property.Holds(random =>
        CanaryRules.Decide(Steps, random.Next(3), TimeSpan.FromMinutes(random.Next(60)), random.Next(2) == 0, random.Next(100), random.Next(100), hasTripped: true).ShouldBe(CanaryMove.TakeBack));

    [Fact]
    public void Steps_that_do_not_grow_to_a_hundred_are_refused_at_their_place()
    {
        CanaryRules.Check(Steps).ShouldBeEmpty();
        CanaryRules.Check([]).ShouldHaveSingleItem().Step.ShouldBeNull();
        CanaryRules.Check([new(50, default), new(25, default), new(100, default)]).ShouldHaveSingleItem().Step.ShouldBe(1);
        CanaryRules.Check([new(5, default), new(50, default)]).ShouldHaveSingleItem().Message.ShouldContain("100 at the last step");
        CanaryRules.Check([new(0, default), new(100, default)]).ShouldHaveSingleItem().Step.ShouldBe(0);
        CanaryRules.Check([new(double.NaN, default), new(100, default)]).ShouldHaveSingleItem().Step.ShouldBe(0);
        CanaryRules.Check([.. Enumerable.Range(1, 11).Select(i => new CanaryStep(i == 11 ? 100 : i, default))]).ShouldHaveSingleItem().Step.ShouldBeNull();
    }

    [Fact]
    public void A_guard_trips_only_beyond_doubt()
    {
        var guard = new CanaryGuard { MinCalls = 20, MaxErrors = 0.05, MaxLatencyRatio = 1.5, MaxCostRatio = 2 };

        guard.Trips(CanaryFigures.Of(Calls(19, failed: 19))).ShouldBeEmpty("too few");
        guard.Trips(CanaryFigures.Of(Calls(20, failed: 2))).ShouldBeEmpty("two of twenty may be chance");
        guard.Trips(CanaryFigures.Of(Calls(20, failed: 20))).ShouldHaveSingleItem().ShouldContain("failed 20 of 20 calls");
        guard.Trips(CanaryFigures.Of(Calls(100, latency: 3))).ShouldHaveSingleItem().ShouldContain("3 times as long");
        guard.Trips(CanaryFigures.Of(Calls(100, cost: 3))).ShouldHaveSingleItem().ShouldContain("3 times as much");
        guard.Trips(CanaryFigures.Of(Calls(100))).ShouldBeEmpty();
        new CanaryGuard { MinCalls = 1 }.Trips(CanaryFigures.Of(Calls(100, failed: 100, latency: 9, cost: 9))).ShouldBeEmpty("nothing is asked for");
    }

    [Fact]
    public void The_ratio_of_two_groups_holds_the_true_one_about_nineteen_times_of_twenty()
    {
        var random = new Random(2);
        var held = 0;
        for (var run = 0; run < 1000; run++)
        {
            double[] first = [.. Enumerable.Range(0, 60).Select(_ => 100 * Noise())];
            double[] second = [.. Enumerable.Range(0, 25).Select(_ => 130 * Noise())];
            if (Interval.RatioOfGroups(first, second) is { Low: <= 1.3, High: >= 1.3 }) held++;
        }

        held.ShouldBeInRange(930, 975);
        Interval.RatioOfGroups([1], [1, 2]).ShouldBeNull();
        Interval.RatioOfGroups([2, 2], [4, 4])!.High.ShouldBe(2, 1e-9);

        double Noise() => Math.Exp(0.5 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
    }

    private static IReadOnlyCollection<CanaryCall> Calls(int own, int failed = 0, double latency = 1, double cost = 1) =>
    [
        .. Enumerable.Range(0, own).Select(i => new CanaryCall(true, i < failed, (long)(1000 * latency * (1 + i % 3 * 0.1)), (long)(500 * cost))),
        .. Enumerable.Range(0, 200).Select(i => new CanaryCall(false, i == 0, (long)(1000 * (1 + i % 3 * 0.1)), 500)),
    ];
}
