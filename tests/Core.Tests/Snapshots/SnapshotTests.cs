using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void A_key_is_found_by_its_hash_with_its_whole_chain()
    {
        var principal = SnapshotCompiler.Compile(Registry.State(Registry.Key())).Authenticate(Registry.HashOf(1), 1000).ShouldNotBeNull();

        (principal.Chain.Organization.Name, principal.Chain.Team?.Name, principal.Chain.Project?.Name, principal.Chain.User?.Name)
            .ShouldBe(("acme", "web", "shop", "ana"));
        principal.Environment.ShouldBe("prod");
    }

    [Fact]
    public void An_unknown_hash_finds_no_one() =>
        SnapshotCompiler.Compile(Registry.State(Registry.Key())).Authenticate(Registry.HashOf(2), 1000).ShouldBeNull();

    [Fact]
    public void A_key_works_until_the_millisecond_it_expires()
    {
        var snapshot = SnapshotCompiler.Compile(Registry.State(Registry.Key() with { ExpiresAt = 5000 }));

        snapshot.Authenticate(Registry.HashOf(1), 4999).ShouldNotBeNull();
        snapshot.Authenticate(Registry.HashOf(1), 5000).ShouldBeNull();
    }

    [Fact]
    public void A_revoked_key_works_no_more_with_either_secret()
    {
        var revoked = Registry.Key() with { RevokedAt = 1, PreviousHash = Registry.HashOf(9).ToString(), PreviousValidUntil = 99_999 };
        var snapshot = SnapshotCompiler.Compile(Registry.State(revoked));

        snapshot.Authenticate(Registry.HashOf(1), 10).ShouldBeNull();
        snapshot.Authenticate(Registry.HashOf(9), 10).ShouldBeNull();
    }

    [Fact]
    public void After_a_rotation_both_secrets_work_until_the_grace_period_ends()
    {
        var rotated = Registry.Key() with { PreviousHash = Registry.HashOf(9).ToString(), PreviousValidUntil = 5000 };
        var snapshot = SnapshotCompiler.Compile(Registry.State(rotated));

        snapshot.Authenticate(Registry.HashOf(9), 4999)!.Id.ShouldBe("key1");
        snapshot.Authenticate(Registry.HashOf(9), 5000).ShouldBeNull();
        snapshot.Authenticate(Registry.HashOf(1), 5000)!.Id.ShouldBe("key1");
    }

    [Fact]
    public void A_grace_period_never_outlives_the_key()
    {
        var rotated = Registry.Key() with { ExpiresAt = 3000, PreviousHash = Registry.HashOf(9).ToString(), PreviousValidUntil = 5000 };

        SnapshotCompiler.Compile(Registry.State(rotated)).Authenticate(Registry.HashOf(9), 3000).ShouldBeNull();
    }

    [Fact]
    public void The_listing_is_what_a_call_would_be_allowed()
    {
        var snapshot = SnapshotCompiler.Compile(Registry.State(Registry.Key()));

        snapshot.AllowedTargets(snapshot.FindPrincipal("key1")!).Select(t => t.Name).ShouldBe(["small"]);
    }

    [Fact]
    public void Disabled_models_are_no_targets_and_disabled_providers_serve_none()
    {
        var state = Registry.State() with { };
        state = state with { Providers = [state.Providers[0] with { Enabled = false }, state.Providers[1]] };
        var snapshot = SnapshotCompiler.Compile(state);

        snapshot.FindTarget("off").ShouldBeNull();
        snapshot.FindTarget("small")!.Members.Single().Deployments.Single().Name.ShouldBe("two/up-d2");
    }

    [Fact]
    public void A_route_group_serves_through_members_that_are_not_callable_themselves()
    {
        var group = SnapshotCompiler.Compile(Registry.State()).FindTarget("both")!;

        group.IsRouteGroup.ShouldBeTrue();
        group.Members.Select(m => m.Weight).ShouldBe([80, 20]);
        group.Strategy.ShouldBe(RouteStrategy.Weighted);
    }

    [Fact]
    public void A_row_that_points_nowhere_fails_the_build_with_its_name()
    {
        var state = Registry.State(Registry.Key() with { ProjectId = "nowhere" });

        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(state)).Message.ShouldContain("nowhere");
    }
}
