using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Routing;

public class RouteOrderTests
{
    private static readonly RequestShape Plain = new(ModelCapabilities.Chat, ModelCapabilities.None, 100, null);

    [Fact]
    public void Static_keeps_the_written_order() =>
        Order(RouteStrategy.Static, [(1, 5, "a"), (1, 0, "b"), (1, 3, "c")]).ShouldBe(["a", "b", "c"]);

    [Fact]
    public void Priority_tries_the_lowest_number_first() =>
        Order(RouteStrategy.Priority, [(1, 5, "a"), (1, 0, "b"), (1, 3, "c")]).ShouldBe(["b", "c", "a"]);

    [Fact]
    public void Round_robin_begins_one_further_each_turn()
    {
        (int, int, string)[] members = [(1, 0, "a"), (1, 0, "b"), (1, 0, "c")];

        Order(RouteStrategy.RoundRobin, members, turn: 0).ShouldBe(["a", "b", "c"]);
        Order(RouteStrategy.RoundRobin, members, turn: 1).ShouldBe(["b", "c", "a"]);
        Order(RouteStrategy.RoundRobin, members, turn: uint.MaxValue).Length.ShouldBe(3);
    }

    [Fact]
    public void Weights_are_the_shares_of_the_first_place()
    {
        var random = new Random(1);
        var first = Enumerable.Range(0, 20_000)
            .Select(_ => Order(RouteStrategy.Weighted, [(80, 0, "a"), (20, 0, "b")], random: random.NextDouble)[0])
            .Count(name => name == "a");

        (first / 20_000.0).ShouldBe(0.8, 0.02);
    }

    [Fact]
    public void A_member_of_weight_zero_is_only_a_fallback()
    {
        var random = new Random(2);
        for (var i = 0; i < 1_000; i++)
            Order(RouteStrategy.Weighted, [(0, 0, "a"), (1, 0, "b"), (1, 0, "c")], random: random.NextDouble)[2].ShouldBe("a");
    }

    [Fact]
    public void Weights_that_are_all_zero_keep_the_written_order() =>
        Order(RouteStrategy.Weighted, [(0, 0, "a"), (0, 0, "b")]).ShouldBe(["a", "b"]);

    [Fact]
    public void Equals_in_priority_share_by_weight_and_stay_before_the_next()
    {
        var random = new Random(3);
        var orders = Enumerable.Range(0, 200)
            .Select(_ => string.Concat(Order(RouteStrategy.Priority, [(1, 1, "z"), (1, 0, "a"), (1, 0, "b")], random: random.NextDouble)))
            .Distinct().Order();

        orders.ShouldBe(["abz", "baz"]);
    }

    [Fact]
    public void A_member_s_deployments_share_by_weight_within_their_priority()
    {
        var random = new Random(4);
        var target = Target(RouteStrategy.Static, [new RouteMember(1, 0, [Deployment("a", weight: 3), Deployment("b"), Deployment("z", priority: 1)]), new RouteMember(1, 0, [Deployment("y")])]);
        var order = new RouteDeployment[16];
        var first = 0;
        for (var i = 0; i < 20_000; i++)
        {
            RouteOrder.Write(target, new RouteAsk(Plain, random.NextDouble), order).ShouldBe(4);
            order.Skip(2).Take(2).Select(d => d.Name).ShouldBe(["z", "y"]);
            if (order[0].Name == "a") first++;
        }

        (first / 20_000.0).ShouldBe(0.75, 0.02);
    }

    [Fact]
    public void A_deployment_that_two_members_share_is_tried_once()
    {
        var shared = Deployment("a");
        var target = Target(RouteStrategy.Static, [new RouteMember(1, 0, [shared]), new RouteMember(1, 0, [Deployment("b"), shared])]);
        var order = new RouteDeployment[16];

        RouteOrder.Write(target, new RouteAsk(Plain, () => 0), order).ShouldBe(2);
    }

    [Fact]
    public void No_more_are_written_than_there_is_room_for()
    {
        var order = new RouteDeployment[2];

        RouteOrder.Write(Target(RouteStrategy.Static, [.. "abcd".Select(c => new RouteMember(1, 0, [Deployment(c.ToString())]))]), new RouteAsk(Plain, () => 0), order).ShouldBe(2);
    }

    private static string[] Order(RouteStrategy strategy, (int Weight, int Priority, string Name)[] members, uint turn = 0, Func<double>? random = null)
    {
        var target = Target(strategy, [.. members.Select(m => new RouteMember(m.Weight, m.Priority, [Deployment(m.Name)]))]);
        var order = new RouteDeployment[16];
        var count = RouteOrder.Write(target, new RouteAsk(Plain, random ?? (() => 0.5)) { Turn = turn }, order);
        return [.. order.Take(count).Select(d => d.Name)];
    }

    private static CallableTarget Target(RouteStrategy strategy, IReadOnlyList<RouteMember> members) =>
        new() { Asset = new AssetCatalog([new(AssetKind.CallableTarget, "t", [])]).Find(AssetKind.CallableTarget, "t")!, IsRouteGroup = true, Strategy = strategy, CreatedAt = 0, Members = members };

    private static RouteDeployment Deployment(string name, int weight = 1, int priority = 0) => new()
    {
        Name = name,
        Deployment = new Deployment { Id = name, ProviderId = "p", UpstreamModel = name, Weight = weight, Priority = priority },
        Provider = new Provider { Id = "p", Name = "p", Kind = ProviderKind.Demo, BaseUrl = "http://demo.invalid" },
        ProviderIndex = 0,
        UpstreamModelJson = ReadOnlyMemory<byte>.Empty,
    };
}
