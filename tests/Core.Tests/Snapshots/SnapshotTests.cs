using Signalbox.Core.Access;
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

        snapshot.AllowedTargets(snapshot.FindPrincipal("key1")!, 1000).Select(t => t.Name).ShouldBe(["small"]);
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
    public void A_level_is_judged_by_the_levels_above_it()
    {
        var snapshot = SnapshotCompiler.Compile(Registry.State(Registry.Key()));

        snapshot.FindChain(ScopeKind.Project, "shop")!.Levels.Select(l => l.Id).ShouldBe(["acme", "web", "shop"]);
        snapshot.FindChain(ScopeKind.Project, "shop")!.Environment.ShouldBe(Environments.Prod);
        snapshot.FindChain(ScopeKind.User, "ana")!.Levels.Select(l => l.Id).ShouldBe(["acme", "ana"]);
        snapshot.FindChain(ScopeKind.Key, "key1")!.Levels.Select(l => l.Id).ShouldBe(["acme", "web", "shop", "ana", "key1"]);
        snapshot.FindChain(ScopeKind.Team, "shop").ShouldBeNull("a project is no team");
        snapshot.FindChain(ScopeKind.Team, "gone").ShouldBeNull();
    }

    [Fact]
    public void Keys_that_say_the_same_share_what_they_say()
    {
        KeyRow Restricted(int n) => Registry.Key(n) with { Mode = AccessMode.Restrict, Grants = Registry.Grants("small") };
        var snapshot = SnapshotCompiler.Compile(Registry.State(Restricted(1), Restricted(2)));

        snapshot.FindChain(ScopeKind.Key, "key1")!.Key!.Access.ShouldBeSameAs(snapshot.FindChain(ScopeKind.Key, "key2")!.Key!.Access);
    }

    [Theory]
    [InlineData(ScopeKind.Team, "web")]
    [InlineData(ScopeKind.Team, "shop")]
    [InlineData(ScopeKind.Team, null)]
    [InlineData(ScopeKind.Project, "acme")]
    [InlineData(ScopeKind.Project, "loop")]
    [InlineData(ScopeKind.User, "web")]
    [InlineData(ScopeKind.Organization, "acme")]
    public void A_level_below_the_wrong_kind_or_in_a_circle_fails_the_build_with_its_name(ScopeKind kind, string? parent)
    {
        var state = Registry.State();
        state = state with { Scopes = [.. state.Scopes, new ScopeRow(kind, "loop", parent, "loop", AccessMode.Inherit, [])] };

        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(state)).Message.ShouldContain("'loop'");
    }

    [Fact]
    public void Rows_that_contradict_each_other_fail_the_build()
    {
        var state = Registry.State(Registry.Key());
        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(state with { Scopes = [.. state.Scopes, state.Scopes[0]] })).Message.ShouldContain("acme");
        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(state with { Models = [.. state.Models, state.Models[0] with { Id = "m9" }] })).Message.ShouldContain("small");
        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(Registry.State(Registry.Key() with { Environment = "moon" }))).Message.ShouldContain("moon");
        ScopeRow[] other = [new(ScopeKind.Organization, "rival", null, "rival", AccessMode.Inherit, []), new(ScopeKind.User, "eve", "rival", "eve", AccessMode.Inherit, [])];
        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(Registry.State(Registry.Key() with { UserId = "eve" }) with { Scopes = [.. state.Scopes, .. other] }))
            .Message.ShouldContain("another organization");
    }

    [Fact]
    public void A_row_that_points_nowhere_fails_the_build_with_its_name()
    {
        var state = Registry.State(Registry.Key() with { ProjectId = "nowhere" });

        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Compile(state)).Message.ShouldContain("nowhere");
    }
}
