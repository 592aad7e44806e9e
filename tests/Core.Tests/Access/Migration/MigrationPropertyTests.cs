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
        var (state, organizations, catalog) = Make(random);
        var after = organizations.Select(rows => MigrationPlanner.Find(rows, catalog, Now).Backfill.ApplyTo(rows)).ToList();

        foreach (var (rows, written) in organizations.Zip(after)) AnswerComparison.Compare(rows, written, catalog, Now).Total.ShouldBe(0);
        ShouldAnswerAlike(state, With(state, after));
    }, cases: 300);

    [Fact]
    public void Enforcing_what_is_ready_after_a_backfill_changes_no_answer() => Property.Holds(random =>
    {
        var (state, organizations, catalog) = Make(random);
        var after = new List<OrganizationRows>();
        foreach (var rows in organizations)
        {
            var written = MigrationPlanner.Find(rows, catalog, Now).Backfill.ApplyTo(rows);
            var found = MigrationPlanner.Find(written, catalog, Now);
            var ready = found.State == RolloutState.ReadyForEnforce;
            found.Obstacles.Any().ShouldBe(found.State is not (RolloutState.ReadyForEnforce or RolloutState.Enforced));
            after.Add(ready ? written.Under(AccessEnforcement.Enforced) : written);
        }
        ShouldAnswerAlike(state, With(state, after));
    }, cases: 300);

    [Fact]
    public void A_backfill_leaves_only_what_people_must_decide_and_nothing_to_write() => Property.Holds(random =>
    {
        var (_, organizations, catalog) = Make(random);
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
        var (state, organizations, catalog) = Make(random);
        foreach (var rows in organizations)
        {
            var turned = rows.Under(rows.Organization.Enforcement == AccessEnforcement.Legacy ? AccessEnforcement.Enforced : AccessEnforcement.Legacy);
            var (before, after) = (new NaiveAccess(state), new NaiveAccess(With(state, [turned])));
            var expected = from key in rows.Keys.OrderBy(key => key.Id, StringComparer.Ordinal)
                           from name in catalog.Names
                           where before.Allows(ScopeKind.Key, key.Id, name, Now) != after.Allows(ScopeKind.Key, key.Id, name, Now)
                           select (key.Id, name);

            var changes = AnswerComparison.Compare(rows, turned, catalog, Now);

            changes.First.Select(change => (change.KeyId, change.Asset)).ShouldBe(expected.Take(AnswerComparison.Most));
            changes.Total.ShouldBe(expected.Count());
        }
    });

    /// <summary>All is switched on, since a migration looks at what is switched off too; organizations lose their grants half of the time.</summary>
    private static (RegistryState State, IReadOnlyList<OrganizationRows> Organizations, MigrationCatalog Catalog) Make(Random random)
    {
        var made = RandomTenants.Make(random);
        var state = made with
        {
            Models = [.. made.Models.Select(model => model with { Enabled = true })],
            RouteGroups = [.. made.RouteGroups.Select(group => group with { Enabled = true })],
            Scopes = [.. made.Scopes.Select(row => row.Kind == ScopeKind.Organization && random.Next(2) == 0 ? row with { Grants = [] } : row)],
        };
        var catalog = new MigrationCatalog(AssetKind.CallableTarget,
        [
            .. state.Models.Select(model => new AssetRow(AssetKind.CallableTarget, model.Name, model.Tags)),
            .. state.RouteGroups.Select(group => new AssetRow(AssetKind.CallableTarget, group.Key, group.Tags)),
        ]);
        return (state,
        [
            .. state.Scopes.Where(row => row.Kind == ScopeKind.Organization).Select(organization => new OrganizationRows(
                organization,
                [.. state.Scopes.Where(row => row != organization && row.Id.StartsWith(organization.Id, StringComparison.Ordinal))],
                [.. state.Keys.Where(key => key.Id.StartsWith(organization.Id, StringComparison.Ordinal))])),
        ], catalog);
    }

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
            foreach (var target in one.TargetsByName)
                foreach (var now in Later)
                    AccessEngine.Decide(other.FindChain(kind, id)!, other.FindTarget(target.Name)!.Asset, now).Allowed
                        .ShouldBe(AccessEngine.Decide(one.FindChain(kind, id)!, target.Asset, now).Allowed, $"{kind} {id}, {target.Name} at {now}");
    }
}
