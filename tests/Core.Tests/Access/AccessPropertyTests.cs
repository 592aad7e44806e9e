using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

public class AccessPropertyTests
{
    private static readonly long[] Times = [RandomTenants.Now - 5, RandomTenants.Now - 1, RandomTenants.Now, RandomTenants.Now + 1, RandomTenants.Now + 5];

    [Fact]
    public void Every_decision_is_the_one_of_the_naive_rules_at_every_level_and_time() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var (snapshot, naive) = (SnapshotCompiler.Compile(state), new NaiveAccess(state));
        foreach (var (kind, id) in Subjects(state))
            foreach (var (assetKind, name) in Assets(state))
                foreach (var now in Times)
                    AccessEngine.Decide(snapshot.FindChain(kind, id)!, snapshot.Assets.Find(assetKind, name), now).Allowed
                        .ShouldBe(naive.Allows(kind, id, assetKind, name, now), $"{kind} {id}, {assetKind} {name} at {now}");
    });

    [Fact]
    public void A_listing_is_what_calls_are_allowed_and_nothing_else() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var (snapshot, naive) = (SnapshotCompiler.Compile(state), new NaiveAccess(state));
        foreach (var key in state.Keys)
            snapshot.AllowedTargets(snapshot.FindPrincipal(key.Id)!, RandomTenants.Now).Select(t => t.Name)
                .ShouldBe(Targets(state).Where(target => naive.Allows(ScopeKind.Key, key.Id, AssetKind.CallableTarget, target, RandomTenants.Now)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_level_never_allows_what_the_levels_above_it_do_not() => Property.Holds(random =>
    {
        var snapshot = SnapshotCompiler.Compile(RandomTenants.Make(random));
        foreach (var asset in All(snapshot))
            foreach (var key in new[] { "o0t0k0", "o0t1k1", "o1t0k2" })
            {
                var chain = snapshot.FindChain(ScopeKind.Key, key)!;
                var above = AccessEngine.Decide(new ScopeChain(chain.Organization, Environment: chain.Environment), asset, RandomTenants.Now).Allowed;
                foreach (var narrower in new[]
                {
                    new ScopeChain(chain.Organization, chain.Team, Environment: chain.Environment),
                    new ScopeChain(chain.Organization, chain.Team, chain.Project, Environment: chain.Environment),
                    new ScopeChain(chain.Organization, chain.Team, chain.Project, chain.User, Environment: chain.Environment),
                    chain,
                })
                {
                    var allowed = AccessEngine.Decide(narrower, asset, RandomTenants.Now).Allowed;
                    (allowed && !above).ShouldBeFalse();
                    above = allowed;
                }
            }
    });

    [Fact]
    public void A_restriction_never_gives_what_its_scope_did_not_get() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var open = state with { Keys = [.. state.Keys.Select(k => k with { Mode = AccessMode.Inherit, LegacyModels = null })] };
        var narrow = open with { Keys = [.. open.Keys.Select(k => k with { Mode = AccessMode.Restrict, Grants = RandomTenants.Grants(random, 5) })] };
        var (before, after) = (SnapshotCompiler.Compile(open), SnapshotCompiler.Compile(narrow));
        foreach (var key in state.Keys)
            after.AllowedTargets(after.FindPrincipal(key.Id)!, RandomTenants.Now).Select(t => t.Name)
                .Except(before.AllowedTargets(before.FindPrincipal(key.Id)!, RandomTenants.Now).Select(t => t.Name)).ShouldBeEmpty();
    });

    [Fact]
    public void The_order_of_rows_and_grants_changes_no_decision_and_no_word_of_it() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var (one, other) = (SnapshotCompiler.Compile(state), SnapshotCompiler.Compile(RandomTenants.Shuffle(random, state)));
        foreach (var (kind, id) in Subjects(state))
            foreach (var asset in Assets(state)) Said(other, kind, id, asset).ShouldBe(Said(one, kind, id, asset));

        static string Said(Snapshot snapshot, ScopeKind kind, string id, (AssetKind Kind, string Name) asset) =>
            AccessEngine.Decide(snapshot.FindChain(kind, id)!, snapshot.Assets.Find(asset.Kind, asset.Name), RandomTenants.Now).Explain(asset.Name);
    });

    [Fact]
    public void An_unknown_asset_and_one_of_another_snapshot_are_never_allowed() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var (snapshot, foreign) = (SnapshotCompiler.Compile(state), SnapshotCompiler.Compile(state));
        foreach (var (kind, id) in Subjects(state))
        {
            var chain = snapshot.FindChain(kind, id)!;
            AccessEngine.Decide(chain, null, RandomTenants.Now).Reason.ShouldBe(AccessReason.UnknownAsset);
            foreach (var asset in All(foreign))
                AccessEngine.Decide(chain, asset, RandomTenants.Now).Reason.ShouldBe(AccessReason.UnknownAsset);
        }
    });

    [Fact]
    public void An_explanation_is_the_decision_and_its_levels_add_up_to_it() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var snapshot = SnapshotCompiler.Compile(state);
        foreach (var (kind, id) in Subjects(state))
            foreach (var asset in All(snapshot))
            {
                var chain = snapshot.FindChain(kind, id)!;
                var decision = AccessEngine.Decide(chain, asset, RandomTenants.Now);
                var explanation = AccessEngine.Explain(chain, asset, RandomTenants.Now);

                explanation.Decision.ShouldBe(decision);
                explanation.Levels.All(level => level.Verdict.Passes).ShouldBe(decision.Allowed);
                explanation.Levels.Where(level => !level.Verdict.Passes).Select(level => level.Scope).ShouldBe(decision.Obstacles.Select(obstacle => obstacle.Scope));
                explanation.Levels.Select(level => level.Scope).ShouldBe(chain.Levels);
                if (!decision.Allowed) explanation.Levels.First(level => !level.Verdict.Passes).Scope.ShouldBe(decision.Rule);
                foreach (var level in explanation.Levels.Where(level => level.Effect == ScopeEffect.NarrowsToGrants))
                    level.Grants.Any(finding => finding.State == GrantState.Holds).ShouldBe(level.Verdict.Passes);
                decision.Explain(asset.Name).ShouldContain($"'{asset.Name}'");
            }
    });

    [Fact]
    public void What_a_denial_says_would_have_to_change_makes_it_allowed_and_nothing_less_does() => Property.Holds(random =>
    {
        var state = RandomTenants.Make(random);
        var snapshot = SnapshotCompiler.Compile(state);
        foreach (var key in state.Keys)
        {
            var asset = All(snapshot).ElementAt(random.Next(All(snapshot).Count()));
            var decision = AccessEngine.Decide(snapshot.FindChain(ScopeKind.Key, key.Id)!, asset, RandomTenants.Now);
            if (decision.Allowed) continue;

            var obstacles = decision.Obstacles.ToList();
            obstacles[0].Scope.ShouldBe(decision.Rule);
            var text = decision.Explain(asset.Name);
            foreach (var (scope, _) in obstacles) text.ShouldContain($"{scope.Kind.ToString().ToLowerInvariant()} '{scope.Name}'");
            AllowedAfter(Advice.Followed(random, state, decision, obstacles)).ShouldBeTrue(text);
            // An organization that is not enforced grants every server that is granted below it, so one change there may do for two.
            if (obstacles.Count > 1 && asset.Kind != AssetKind.McpServer) AllowedAfter(Advice.Followed(random, state, decision, [.. obstacles.Skip(1)])).ShouldBeFalse(text);

            bool AllowedAfter(RegistryState changed)
            {
                var next = SnapshotCompiler.Compile(changed);
                return AccessEngine.Decide(next.FindChain(ScopeKind.Key, key.Id)!, next.Assets.Find(asset.Kind, asset.Name), RandomTenants.Now).Allowed;
            }
        }
    });

    private static IEnumerable<Asset> All(Snapshot snapshot) => Enumerable.Range(0, AssetKinds.Count).SelectMany(kind => snapshot.Assets.All((AssetKind)kind));

    private static IEnumerable<(AssetKind Kind, string Name)> Assets(RegistryState state) =>
        Targets(state).Select(name => (AssetKind.CallableTarget, name)).Concat(state.OtherAssets.Select(row => (row.Kind, row.Name)));

    private static IEnumerable<(ScopeKind Kind, string Id)> Subjects(RegistryState state) =>
        state.Scopes.Select(row => (row.Kind, row.Id)).Concat(state.Keys.Select(key => (ScopeKind.Key, key.Id)));

    private static IEnumerable<string> Targets(RegistryState state) =>
        state.Models.Select(m => m.Name).Concat(state.RouteGroups.Select(g => g.Key)).Append("unknown");
}
