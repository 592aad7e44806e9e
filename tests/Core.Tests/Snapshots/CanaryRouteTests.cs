using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

/// <summary>What a share beside the primary is compiled to, and which calls it takes.</summary>
public class CanaryRouteTests
{
    [Fact]
    public void Of_any_run_of_calls_it_takes_just_its_share() => Property.Holds(random =>
    {
        var share = random.NextDouble();
        var (begin, length) = ((uint)random.Next(int.MaxValue), 100 + random.Next(2000));
        var route = Compile(share, RegistryStatus.Shadow)!;

        var taken = Enumerable.Range(0, length).Count(i => route.Takes(unchecked(begin + (uint)i)));

        ((double)taken).ShouldBe(share * length, 6, $"{share} of {length} from {begin}");
    });

    [Fact]
    public void It_is_not_in_step_with_callers_who_take_turns()
    {
        var route = Compile(0.5, RegistryStatus.Shadow)!;

        Enumerable.Range(0, 1000).Count(i => route.Takes((uint)(2 * i))).ShouldBeInRange(490, 510);
    }

    [Fact]
    public void The_whole_share_takes_every_call_and_none_is_no_route()
    {
        var route = Compile(1, RegistryStatus.Shadow)!;

        Enumerable.Range(0, 1000).ShouldAllBe(i => route.Takes(unchecked((uint)(i * 7919))));
        Compile(0, RegistryStatus.Shadow).ShouldBeNull();
    }

    [Fact]
    public void The_candidate_stands_before_the_primary_and_the_group_itself_is_as_it_was()
    {
        var group = Group(0.5, RegistryStatus.Shadow, fallback: []);

        group.Members.Select(member => member.Deployments[0].Deployment.UpstreamModel).ShouldBe(["up-d1"]);
        group.Canary!.Target.Members.Select(member => member.Deployments[0].Deployment.UpstreamModel).ShouldBe(["up-d3", "up-d1"]);
        group.Canary.Target.Asset.ShouldBeSameAs(group.Asset);
    }

    [Theory]
    [InlineData(RegistryStatus.Retired)]
    [InlineData(RegistryStatus.Unknown)]
    [InlineData(RegistryStatus.Primary)]
    public void Whoever_is_no_shadow_takes_nothing(RegistryStatus status) => Compile(0.5, status).ShouldBeNull();

    private static CanaryRoute? Compile(double share, RegistryStatus status) => Group(share, status, null).Canary;

    private static CallableTarget Group(double share, RegistryStatus status, string[]? fallback)
    {
        var state = Registry.State(Registry.Key()) with
        {
            RouteGroups =
            [
                new RouteGroup
                {
                    Id = "g1", Key = "both", Strategy = RouteStrategy.Primary, Fallback = fallback, Canary = new("2", share),
                    Members = [new("small", Id: "1", Status: RegistryStatus.Primary), new("large", Id: "2", Status: status)],
                },
            ],
        };
        return SnapshotCompiler.Compile(state).FindTarget("both")!;
    }
}
