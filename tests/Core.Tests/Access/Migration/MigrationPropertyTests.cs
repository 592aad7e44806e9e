using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access.Migration;

public class MigrationPropertyTests
{
    private const long Now = RandomTenants.Now;
    private static readonly long[] Later = [Now, Now + 1, Now + 5];

    [Fact]
    public void A_backfill_changes_no_answer_of_any_key_team_or_project_now_or_later() => Property.Holds(random =>
    {
        var (state, organizations, catalog) = Make(random, KindOf(random));
        var after = organizations.Select(rows => MigrationPlanner.Find(rows, catalog, Now).Backfill.ApplyTo(rows)).ToList();

        foreach (var (rows, written) in organizations.Zip(after)) AnswerComparison.Compare(rows, written, catalog, Now).Total.ShouldBe(0);
        ShouldAnswerAlike(state, With(state, after));
    }, cases: 300);

    [Fact]
    public void Enforcing_what_is_ready_after_a_backfill_changes_no_answer() => Property.Holds(random =>
    {
        var (state, organizations, catalog) = Make(random, AssetKind.CallableTarget);
        var servers = Catalog(state, AssetKind.McpServer);
        var after = new List<OrganizationRows>();
        foreach (var rows in organizations)
        {
            var written = MigrationPlanner.Find(rows, catalog, Now).Backfill.ApplyTo(rows);
            written = MigrationPlanner.Find(written, servers, Now).Backfill.ApplyTo(written);
            var found = MigrationPlanner.Find(written, catalog, Now);
            var ready = found.State == RolloutState.ReadyForEnforce;
            MigrationPlanner.Find(written, servers, Now).State.ShouldBeOneOf(RolloutState.ReadyForEnforce, RolloutState.Enforced);
            found.Obstacles.Any().ShouldBe(found.State is not (RolloutState.ReadyForEnforce or RolloutState.Enforced));
            after.Add(ready ? written.Under(AccessEnforcement.Enforced) : written);
        }
        ShouldAnswerAlike(state, With(state, after));
    }, cases: 300);

    [Fact]
    public void A_backfill_leaves_only_what_people_must_decide_and_nothing_to_write() => Property.Holds(random =>
    {
        var (_, organizations, catalog) = Make(random, KindOf(random));
        foreach (var rows in organizations)
        {
            var written = MigrationPlanner.Find(rows, catalog, Now).Backfill.ApplyTo(rows);
            var again = MigrationPlanner.Find(written, catalog, Now);

            again.Backfill.IsEmpty.ShouldBeTrue();
            again.State.ShouldBeOneOf(RolloutState.Enforced, RolloutState.ReadyForEnforce, RolloutState.MissingCatalogKeys);
            (again.State == RolloutState.MissingCatalogKeys).ShouldBe(again.Children.Any(child => child.Missing.Count > 0 && child.State != RolloutState.Enforced));
        }
    }, cases: 300);

    [Fact]
    public void A_comparison_is_what_the_naive_rules_say_of_every_key_and_target() => Property.Holds(random =>
    {
        var (state, organizations, catalog) = Make(random, KindOf(random));
        foreach (var rows in organizations)
        {
            var turned = rows.Under(rows.Organization.Enforcement == AccessEnforcement.Legacy ? AccessEnforcement.Enforced : AccessEnforcement.Legacy);
            var (before, after) = (new NaiveAccess(state), new NaiveAccess(With(state, [turned])));
            var expected = from key in rows.Keys.OrderBy(key => key.Id, StringComparer.Ordinal)
                           from name in catalog.Names
                           where before.Allows(ScopeKind.Key, key.Id, catalog.Kind, name, Now) != after.Allows(ScopeKind.Key, key.Id, catalog.Kind, name, Now)
                           select (key.Id, name);

            var changes = AnswerComparison.Compare(rows, turned, catalog, Now);

            changes.First.Select(change => (change.KeyId, change.Asset)).ShouldBe(expected.Take(AnswerComparison.Most));
            changes.Total.ShouldBe(expected.Count());
        }
    });

    [Fact]
    public void Of_servers_an_organization_grants_what_is_granted_below_it_and_levels_with_grants_restrict_once_it_is_ready() => Property.Holds(random =>
    {
        var (_, organizations, catalog) = Make(random, AssetKind.McpServer);
        foreach (var rows in organizations)
        {
            var found = MigrationPlanner.Find(rows, catalog, Now);
            if (found.State == RolloutState.Enforced) continue;
            var bound = rows.Levels.SelectMany(row => row.Grants).Concat(rows.Keys.SelectMany(key => key.Grants)).Where(IsServer).Select(grant => grant.Asset).ToHashSet();
            var own = rows.Organization.Grants.Where(IsServer).Select(grant => grant.Asset).ToHashSet();
            var loose = rows.Levels.Any(row => row.Grants.Any(IsServer) && Mode(row.Policies ?? []) != AccessMode.Restrict)
                || rows.Keys.Any(key => key.Grants.Any(IsServer) && Mode(key.Policies) != AccessMode.Restrict);
            found.State.ShouldBe(!bound.IsSubsetOf(own) ? RolloutState.NeedsOrgBootstrap : loose ? RolloutState.NeedsScopeBackfill : RolloutState.ReadyForEnforce);

            var written = found.Backfill.ApplyTo(rows);
            bound.IsSubsetOf(written.Organization.Grants.Where(IsServer).Select(grant => grant.Asset)).ShouldBeTrue();
            foreach (var (grants, policies) in written.Levels.Select(row => (row.Grants, row.Policies ?? [])).Concat(written.Keys.Select(key => (key.Grants, key.Policies))))
                if (grants.Any(IsServer))
                    Mode(policies).ShouldBe(AccessMode.Restrict);
            written.Levels.Zip(rows.Levels).ShouldAllBe(pair => pair.First.Mode == pair.Second.Mode && pair.First.Grants.ToHashSet().SetEquals(pair.Second.Grants.ToHashSet()));
        }

        static bool IsServer(Grant grant) => grant.Kind == AssetKind.McpServer;
        static AccessMode Mode(IReadOnlyList<AccessPolicy> policies) => policies.Where(policy => policy.Kind == AssetKind.McpServer).Select(policy => policy.Mode).FirstOrDefault();
    }, cases: 200);

    private static AssetKind KindOf(Random random) => random.Next(2) == 0 ? AssetKind.CallableTarget : AssetKind.McpServer;

    /// <summary>All is switched on, since a migration looks at what is switched off too; organizations lose their grants half of the time.</summary>
    private static (RegistryState State, IReadOnlyList<OrganizationRows> Organizations, MigrationCatalog Catalog) Make(Random random, AssetKind kind)
    {
        var made = RandomTenants.Make(random);
        var state = made with
        {
            Models = [.. made.Models.Select(model => model with { Enabled = true })],
            RouteGroups = [.. made.RouteGroups.Select(group => group with { Enabled = true })],
            Scopes = [.. made.Scopes.Select(row => row.Kind == ScopeKind.Organization && random.Next(2) == 0 ? row with { Grants = [] } : row)],
        };
        return (state,
        [
            .. state.Scopes.Where(row => row.Kind == ScopeKind.Organization).Select(organization => new OrganizationRows(
                organization,
                [.. state.Scopes.Where(row => row != organization && row.Id.StartsWith(organization.Id, StringComparison.Ordinal))],
                [.. state.Keys.Where(key => key.Id.StartsWith(organization.Id, StringComparison.Ordinal))])),
        ], Catalog(state, kind));
    }

    private static MigrationCatalog Catalog(RegistryState state, AssetKind kind) => new(kind,
    [
        .. state.Models.Select(model => new AssetRow(AssetKind.CallableTarget, model.Name, model.Tags)),
        .. state.RouteGroups.Select(group => new AssetRow(AssetKind.CallableTarget, group.Key, group.Tags)),
        .. state.OtherAssets,
    ]);

    private static RegistryState With(RegistryState state, IReadOnlyList<OrganizationRows> organizations)
    {
        var scopes = organizations.SelectMany(rows => rows.Levels.Append(rows.Organization)).ToDictionary(row => row.Id);
        var keys = organizations.SelectMany(rows => rows.Keys).ToDictionary(key => key.Id);
        return state with
        {
            Scopes = [.. state.Scopes.Select(row => scopes.GetValueOrDefault(row.Id, row))],
            Keys = [.. state.Keys.Select(key => keys.GetValueOrDefault(key.Id, key))],
        };
    }

    /// <summary>Judged by the snapshot of the request path, and without any part of the migration.</summary>
    private static void ShouldAnswerAlike(RegistryState before, RegistryState after)
    {
        var (one, other) = (SnapshotCompiler.Compile(before), SnapshotCompiler.Compile(after));
        var subjects = before.Keys.Select(key => (Kind: ScopeKind.Key, key.Id))
            .Concat(before.Scopes.Where(row => row.Kind is ScopeKind.Team or ScopeKind.Project).Select(row => (row.Kind, row.Id)));
        foreach (var (kind, id) in subjects)
            foreach (var asset in Enumerable.Range(0, AssetKinds.Count).SelectMany(assetKind => one.Assets.All((AssetKind)assetKind)))
                foreach (var now in Later)
                    AccessEngine.Decide(other.FindChain(kind, id)!, other.Assets.Find(asset.Kind, asset.Name), now).Allowed
                        .ShouldBe(AccessEngine.Decide(one.FindChain(kind, id)!, asset, now).Allowed, $"{kind} {id}, {asset.Kind} {asset.Name} at {now}");
    }
}
