using Core.Tests.Access;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

public class RecompileTests
{
    [Fact]
    public void A_chain_of_random_changes_gives_the_snapshot_that_compiling_everything_gives() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var snapshot = SnapshotCompiler.Compile(state);
        for (var step = 0; step < 10; step++)
        {
            var change = Change(random, state);
            var after = state.Apply(change);
            snapshot = SnapshotCompiler.Recompile(snapshot, state, change, after);
            state = after;

            var whole = SnapshotCompiler.Compile(state);
            Told(snapshot).ShouldBe(Told(whole));
        }
    });

    [Fact]
    public void A_change_of_one_key_leaves_all_others_as_they_are()
    {
        var before = Registry.State(Registry.Key(1), Registry.Key(2));
        var current = SnapshotCompiler.Compile(before);
        var change = new RegistryChange { Version = 8, Keys = new Dictionary<string, KeyRow?> { ["key2"] = null } };

        var next = SnapshotCompiler.Recompile(current, before, change, before.Apply(change));

        next.Version.ShouldBe(8);
        next.FindPrincipal("key1").ShouldBeSameAs(current.FindPrincipal("key1"));
        next.Authenticate(Registry.HashOf(2), 1).ShouldBeNull();
        // Whoever still holds the old one sees it whole.
        current.Authenticate(Registry.HashOf(2), 1).ShouldNotBeNull();
        next.KeyCount.ShouldBe(1);
    }

    [Fact]
    public void A_change_of_one_team_leaves_the_keys_of_all_others_as_they_are()
    {
        var state = Registry.State(Registry.Key(1), Registry.Key(2) with { ProjectId = null, TeamId = "other", UserId = null });
        var before = state with { Scopes = [.. state.Scopes, new ScopeRow(ScopeKind.Team, "other", "acme", "other", AccessMode.Inherit, [])] };
        var current = SnapshotCompiler.Compile(before);
        var shut = before.Scopes.Single(row => row.Id == "web") with { Grants = [] };
        var change = new RegistryChange { Version = 8, Scopes = new Dictionary<string, ScopeRow?> { ["web"] = shut } };

        var next = SnapshotCompiler.Recompile(current, before, change, before.Apply(change));

        next.FindPrincipal("key2").ShouldBeSameAs(current.FindPrincipal("key2"));
        next.AllowedTargets(next.FindPrincipal("key1")!, 1).ShouldBeEmpty();
        next.AllowedTargets(next.Authenticate(Registry.HashOf(1), 1)!, 1).ShouldBeEmpty();
        next.FindChain(ScopeKind.Project, "shop")!.Team.ShouldBeSameAs(next.FindChain(ScopeKind.Team, "web")!.Team);
        current.AllowedTargets(current.FindPrincipal("key1")!, 1).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_level_that_went_while_a_key_still_belongs_to_it_is_refused()
    {
        var before = Registry.State(Registry.Key(1));
        var change = new RegistryChange { Version = 8, Scopes = new Dictionary<string, ScopeRow?> { ["ana"] = null } };

        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Recompile(SnapshotCompiler.Compile(before), before, change, before.Apply(change)))
            .Message.ShouldContain("ana");
    }

    [Fact]
    public void Another_deployment_of_a_model_is_in_force_and_no_key_is_compiled_for_it()
    {
        var before = Registry.State(Registry.Key(1));
        var current = SnapshotCompiler.Compile(before);
        Model[] models = [.. before.Models.Select(model => model.Name == "large" ? model with { Deployments = [] } : model)];
        var change = new RegistryChange { Version = 8, Assets = new AssetRows(before.Providers, models, before.RouteGroups, []) };

        var next = SnapshotCompiler.Recompile(current, before, change, before.Apply(change));

        next.FindTarget("large")!.Members.ShouldBeEmpty();
        next.Assets.ShouldBeSameAs(current.Assets);
        next.FindPrincipal("key1").ShouldBeSameAs(current.FindPrincipal("key1"));
        AccessEngine.Decide(next.FindPrincipal("key1")!.Chain, next.FindTarget("small")!.Asset, 1).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_model_that_came_can_be_granted_and_called()
    {
        var before = Registry.State(Registry.Key(1));
        var organization = before.Scopes[0] with { Grants = Registry.Grants("*") };
        before = before with { Scopes = [organization, .. before.Scopes.Skip(1).Select(row => row with { Mode = AccessMode.Inherit })] };
        var change = new RegistryChange
        {
            Version = 8, Assets = new AssetRows(before.Providers, [.. before.Models, new Model { Id = "m9", Name = "new" }], before.RouteGroups, []),
        };

        var next = SnapshotCompiler.Recompile(SnapshotCompiler.Compile(before), before, change, before.Apply(change));

        next.AllowedTargets(next.FindPrincipal("key1")!, 1).Select(target => target.Name).ShouldContain("new");
    }

    [Fact]
    public void A_preview_says_what_the_change_would_and_leaves_the_snapshot_and_its_next_change_alone() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var snapshot = SnapshotCompiler.Compile(state);
        var told = Told(snapshot).ToList();
        for (var step = 0; step < 3; step++)
        {
            var change = Change(random, state);
            Told(SnapshotCompiler.Preview(snapshot, state, change, state.Apply(change))).ShouldBe(Told(SnapshotCompiler.Compile(state.Apply(change))));
        }
        Told(snapshot).ShouldBe(told);
    });

    [Fact]
    public void A_rotated_key_is_known_by_the_new_secret_and_no_longer_by_the_one_before_the_last()
    {
        var before = Registry.State(Registry.Key() with { PreviousHash = Registry.HashOf(8).ToString(), PreviousValidUntil = 99 });
        var rotated = Registry.Key() with { Hash = Registry.HashOf(9).ToString(), PreviousHash = Registry.HashOf(1).ToString(), PreviousValidUntil = 99 };
        var change = new RegistryChange { Version = 8, Keys = new Dictionary<string, KeyRow?> { ["key1"] = rotated } };

        var next = SnapshotCompiler.Recompile(SnapshotCompiler.Compile(before), before, change, before.Apply(change));

        next.Authenticate(Registry.HashOf(9), 1).ShouldNotBeNull();
        next.Authenticate(Registry.HashOf(1), 98).ShouldNotBeNull();
        next.Authenticate(Registry.HashOf(8), 1).ShouldBeNull();
    }

    [Fact]
    public void A_secret_that_went_from_one_key_to_another_in_one_change_finds_the_other()
    {
        var before = Registry.State(Registry.Key(1), Registry.Key(2));
        var change = new RegistryChange
        {
            Version = 8,
            Keys = new Dictionary<string, KeyRow?>
            {
                ["key1"] = Registry.Key(1) with { Hash = Registry.HashOf(2).ToString() },
                ["key2"] = Registry.Key(2) with { Hash = Registry.HashOf(1).ToString() },
            },
        };

        var next = SnapshotCompiler.Recompile(SnapshotCompiler.Compile(before), before, change, before.Apply(change));

        next.Authenticate(Registry.HashOf(1), 1)!.Id.ShouldBe("key2");
        next.Authenticate(Registry.HashOf(2), 1)!.Id.ShouldBe("key1");
    }

    [Fact]
    public void A_key_of_a_team_that_does_not_exist_is_refused_and_the_snapshot_stays()
    {
        var before = Registry.State(Registry.Key(1));
        var current = SnapshotCompiler.Compile(before);
        var change = new RegistryChange { Version = 8, Keys = new Dictionary<string, KeyRow?> { ["key2"] = Registry.Key(2) with { ProjectId = "nowhere" } } };

        Should.Throw<InvalidDataException>(() => SnapshotCompiler.Recompile(current, before, change, before.Apply(change)));

        current.KeyCount.ShouldBe(1);
        current.FindPrincipal("key2").ShouldBeNull();
    }

    [Fact]
    public void A_promotion_moves_the_target_and_shares_all_callers()
    {
        RouteGroupMember[] members = [new("small", Id: "01", Status: RegistryStatus.Primary), new("large", Id: "02", Status: RegistryStatus.Shadow)];
        RouteGroupMember[] promoted = [members[0] with { Status = RegistryStatus.Shadow }, members[1] with { Status = RegistryStatus.Primary }];
        var before = Registry.State(Registry.Key()) with { RouteGroups = [Group(members)] };
        var current = SnapshotCompiler.Compile(before);
        var change = new RegistryChange { Version = 8, Assets = new AssetRows(before.Providers, before.Models, [Group(promoted)], []) };

        var next = SnapshotCompiler.Recompile(current, before, change, before.Apply(change));

        PrimaryOf(current).ShouldBe("up-d1");
        PrimaryOf(next).ShouldBe("up-d3");
        next.FindTarget("both")!.Members.Select(member => member.Deployments[0].Deployment.UpstreamModel).ShouldBe(["up-d3", "up-d1"]);
        next.Version.ShouldBe(8);
        next.Assets.ShouldBeSameAs(current.Assets);
        next.FindPrincipal("key1").ShouldBeSameAs(current.FindPrincipal("key1"));
        next.AllowedTargets(next.FindPrincipal("key1")!, 1).ShouldAllBe(target => target == next.FindTarget(target.Name));
    }

    [Fact]
    public void A_group_with_other_tags_compiles_the_callers_anew()
    {
        var before = Registry.State(Registry.Key());
        var current = SnapshotCompiler.Compile(before);
        var change = new RegistryChange { Version = 8, Assets = new AssetRows(before.Providers, before.Models, [before.RouteGroups[0] with { Tags = ["new"] }], []) };

        SnapshotCompiler.Recompile(current, before, change, before.Apply(change)).Assets.ShouldNotBeSameAs(current.Assets);
    }

    private static RouteGroup Group(RouteGroupMember[] members) => new() { Id = "g1", Key = "both", Strategy = RouteStrategy.Primary, Members = members };

    private static string PrimaryOf(Snapshot snapshot) => snapshot.FindTarget("both")!.RegistryPrimary!.Deployments[0].Deployment.UpstreamModel;

    /// <summary>What a snapshot answers: who each secret is, and what each key may call.</summary>
    private static IEnumerable<string> Told(Snapshot snapshot) =>
    [
        $"{snapshot.Version} {snapshot.KeyCount}",
        .. Enumerable.Range(0, 60).Select(n => $"{n} {snapshot.Authenticate(Registry.HashOf(n), RandomTenants.Now)?.Id}"),
        .. Enumerable.Range(0, 60).Select(n => snapshot.Authenticate(Registry.HashOf(n), RandomTenants.Now)).OfType<KeyPrincipal>()
            .Select(who => $"{who.Id} {who.Environment}: {Answers(snapshot, who.Chain)}\n{Told(who.Limits)}"),
        .. snapshot.AllLimits.SelectMany(set => set.Limits).Select(limit => $"{limit.Identity} {limit.Rule.Amount}").Distinct().Order(StringComparer.Ordinal),
        .. new[] { "o0", "o1" }.Select(id => At(snapshot, ScopeKind.Organization, id)),
        .. new[] { "o0t0", "o1t1" }.Select(id => At(snapshot, ScopeKind.Team, id)),
        .. new[] { "o0t1p", "o1t0p" }.Select(id => At(snapshot, ScopeKind.Project, id)),
        .. new[] { "o0u0", "o1u1" }.Select(id => At(snapshot, ScopeKind.User, id)),
    ];

    private static string At(Snapshot snapshot, ScopeKind kind, string id) =>
        $"{Answers(snapshot, snapshot.FindChain(kind, id)!)}\n{Told(snapshot.FindLimits(kind, id))}";

    private static string Told(LimitSet? limits) => limits is null
        ? "unlimited"
        : $"{limits.OrganizationId} {limits.Exempt} {string.Join(' ', limits.Limits.Select(limit => $"{limit.Identity}={limit.Rule.Amount}"))}";

    private static string Answers(Snapshot snapshot, ScopeChain chain) => string.Join('\n',
        from kind in Enumerable.Range(0, AssetKinds.Count)
        from asset in snapshot.Assets.All((AssetKind)kind)
        select AccessEngine.Decide(chain, asset, RandomTenants.Now).Explain(asset.Name));

    /// <summary>Keys made, changed and taken away; now and then a level of the tree or the models as well.</summary>
    private static RegistryChange Change(Random random, RegistryState state)
    {
        var other = RandomTenants.Make(random);
        var keys = new Dictionary<string, KeyRow?>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var row = other.Keys[random.Next(other.Keys.Count)];
            keys[row.Id] = random.Next(3) == 0 ? null : row with { Hash = state.Keys.FirstOrDefault(k => k.Id == row.Id)?.Hash ?? row.Hash };
        }
        var scopes = new Dictionary<string, ScopeRow?>();
        for (var i = random.Next(-1, 3); i > 0; i--)
        {
            var row = other.Scopes[random.Next(other.Scopes.Count)];
            scopes[row.Id] = row;
        }
        return new RegistryChange
        {
            Version = state.Version + 1,
            Keys = keys,
            Scopes = scopes,
            Assets = random.Next(5) == 0 ? new AssetRows(state.Providers, other.Models, other.RouteGroups, other.OtherAssets) : null,
        };
    }
}
