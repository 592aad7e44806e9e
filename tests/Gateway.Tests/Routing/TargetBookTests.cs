using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Routing;

namespace Gateway.Tests.Routing;

public sealed class TargetBookTests
{
    private readonly TargetBook _book = new();

    [Fact]
    public void A_target_keeps_its_turn_across_snapshots_and_one_that_is_gone_is_forgotten()
    {
        var first = Prepared(RouteStrategy.RoundRobin, "round", "other");
        first.Turn!.Next().ShouldBe(0u);
        first.Turn.Next().ShouldBe(1u);

        var second = Prepared(RouteStrategy.RoundRobin, "round");
        (second.Turn!.Peek(), second.Turn.Next()).ShouldBe((2u, 2u));

        Prepared(RouteStrategy.RoundRobin, "other");
        Prepared(RouteStrategy.RoundRobin, "round").Turn!.Next().ShouldBe(0u);
    }

    [Fact]
    public void A_group_keeps_the_share_of_its_calls_that_may_be_sent_twice_and_one_that_hedges_no_more_loses_it()
    {
        Prepared(RouteStrategy.Static, "hedged").HedgeShare!.Earn(100);
        Prepared(RouteStrategy.RoundRobin, "hedged").HedgeShare!.TrySpend().ShouldBeTrue();
        Prepared(RouteStrategy.Static, "hedged").HedgeShare!.TrySpend().ShouldBeFalse();

        Prepared(RouteStrategy.Static, "hedged").HedgeShare!.Earn(100);
        Prepared(RouteStrategy.Static, "other").HedgeShare.ShouldBeNull();
        Prepared(RouteStrategy.Static, "hedged").HedgeShare!.TrySpend().ShouldBeFalse();
    }

    [Fact]
    public void Where_nobody_takes_turns_and_nothing_is_hedged_there_is_neither()
    {
        var target = Prepared(RouteStrategy.Static, "plain");

        (target.Turn, target.HedgeShare).ShouldBe((null, null));
    }

    private CallableTarget Prepared(RouteStrategy strategy, params string[] groups)
    {
        var snapshot = SnapshotCompiler.Compile(new RegistryState
        {
            Version = 1,
            RouteGroups = [.. groups.Select(key => new RouteGroup { Id = key, Key = key, Strategy = strategy, Hedge = key == "hedged" ? new HedgePlan(100, 50) : null })],
        });
        _book.Prepare(snapshot);
        return snapshot.FindTarget(groups[0])!;
    }
}
