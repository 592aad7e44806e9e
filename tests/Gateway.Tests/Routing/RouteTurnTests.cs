using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Routing;

namespace Gateway.Tests.Routing;

public sealed class RouteTurnTests
{
    private readonly RouteTurns _turns = new();

    [Fact]
    public void A_target_keeps_its_turn_across_snapshots_and_one_that_is_gone_is_forgotten()
    {
        var first = Prepared("round", "other");
        first.Turn!.Next().ShouldBe(0u);
        first.Turn.Next().ShouldBe(1u);

        var second = Prepared("round");
        (second.Turn!.Peek(), second.Turn.Next()).ShouldBe((2u, 2u));

        Prepared("other");
        Prepared("round").Turn!.Next().ShouldBe(0u);
    }

    [Fact]
    public void Where_nobody_takes_turns_there_is_none()
    {
        var snapshot = SnapshotCompiler.Compile(State(RouteStrategy.Static, "round"));
        _turns.Prepare(snapshot);

        snapshot.FindTarget("round")!.Turn.ShouldBeNull();
    }

    private CallableTarget Prepared(params string[] groups)
    {
        var snapshot = SnapshotCompiler.Compile(State(RouteStrategy.RoundRobin, groups));
        _turns.Prepare(snapshot);
        return snapshot.FindTarget(groups[0])!;
    }

    private static RegistryState State(RouteStrategy strategy, params string[] groups) => new()
    {
        Version = 1,
        RouteGroups = [.. groups.Select(key => new RouteGroup { Id = key, Key = key, Strategy = strategy })],
    };
}
