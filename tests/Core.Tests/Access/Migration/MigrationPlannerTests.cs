using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access.Migration;

public class MigrationPlannerTests
{
    private static readonly MigrationCatalog Catalog = new(AssetKind.CallableTarget,
        [.. new[] { "a", "b", "c" }.Select(name => new AssetRow(AssetKind.CallableTarget, name, []))]);

    [Fact]
    public void The_ceiling_is_what_the_teams_may_use_and_no_more()
    {
        var found = Find(Organization(), Team("t1", "a"), Team("t2") with { Mode = AccessMode.Restrict, Grants = [new Grant("b") { Environments = Environments.Prod }] });

        found.State.ShouldBe(RolloutState.NeedsOrgBootstrap);
        found.Backfill.Ceiling.Select(grant => grant.Asset).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_ceiling_is_the_whole_catalog_where_a_team_is_open_or_there_is_none()
    {
        Find(Organization(), Team("t1", "a"), Team("t2")).Backfill.Ceiling.Select(grant => grant.Asset).ShouldBe(["a", "b", "c"]);
        Find(Organization()).Backfill.Ceiling.Select(grant => grant.Asset).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_list_becomes_a_restriction_and_grants_that_had_no_effect_go()
    {
        var found = Find(Organization("a"), Team("t1", "b", "a") with { Grants = [new Grant("c")] });

        found.State.ShouldBe(RolloutState.NeedsScopeBackfill);
        var child = found.Backfill.Children.ShouldHaveSingleItem();
        child.Grants!.Select(grant => grant.Asset).ShouldBe(["a", "b"]);
        child.Dropped.Select(grant => grant.Asset).ShouldBe(["c"]);
        child.ClearsList.ShouldBeTrue();
        found.Backfill.Ceiling.ShouldBeEmpty("the organization has grants");
    }

    [Fact]
    public void A_name_that_is_not_registered_keeps_its_list_and_the_organization_from_being_ready()
    {
        var found = Find(Organization("a"), Team("t1", "a", "retired"));

        found.State.ShouldBe(RolloutState.MissingCatalogKeys);
        var child = found.Backfill.Children.ShouldHaveSingleItem();
        child.Grants!.Select(grant => grant.Asset).ShouldBe(["a"]);
        child.ClearsList.ShouldBeFalse();
        var again = MigrationPlanner.Find(found.Backfill.ApplyTo(found.Rows), Catalog, 1);
        (again.State, again.Backfill.IsEmpty).ShouldBe((RolloutState.MissingCatalogKeys, true));
        again.Obstacles.ShouldHaveSingleItem().Reason.ShouldContain("retired");
    }

    [Fact]
    public void A_list_beside_a_restriction_has_no_effect_and_goes_without_widening_it()
    {
        var found = Find(Organization("a", "b"), Team("t1", "a", "b") with { Mode = AccessMode.Restrict, Grants = [new Grant("a")] });

        found.State.ShouldBe(RolloutState.NeedsScopeBackfill);
        var child = found.Backfill.Children.ShouldHaveSingleItem();
        child.Grants.ShouldBeNull();
        child.WithoutEffect.ShouldBe(["b"]);
        found.Backfill.ApplyTo(found.Rows).Levels.Single().Grants.Select(grant => grant.Asset).ShouldBe(["a"]);
    }

    [Fact]
    public void An_organization_that_is_enforced_or_allows_nothing_has_nothing_to_write()
    {
        var enforced = new OrganizationRows(Organization().Organization with { Enforcement = AccessEnforcement.Enforced }, [Team("t1", "a")], []);
        var shut = Find(Organization(), Team("t1") with { Mode = AccessMode.Restrict });

        MigrationPlanner.Find(enforced, Catalog, 1).ShouldSatisfyAllConditions(
            found => found.State.ShouldBe(RolloutState.Enforced), found => found.Backfill.IsEmpty.ShouldBeTrue(), found => found.Obstacles.ShouldBeEmpty());
        (shut.State, shut.Backfill.IsEmpty).ShouldBe((RolloutState.ReadyForEnforce, true));
    }

    [Fact]
    public void Kinds_without_assets_and_lists_are_ready()
    {
        var servers = new MigrationCatalog(AssetKind.McpServer, []);

        var found = MigrationPlanner.Find(new(Organization().Organization, [Team("t1", "a", "retired")], []), servers, 1);

        (found.State, found.Backfill.IsEmpty).ShouldBe((RolloutState.ReadyForEnforce, true));
        found.Children.ShouldHaveSingleItem().LegacyModels.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ready_for_shadow", RolloutState.ReadyForEnforce)]
    [InlineData("ready_for_enforce", RolloutState.ReadyForEnforce)]
    [InlineData("enforced", RolloutState.Enforced)]
    [InlineData("needs_bootstrap", null)]
    [InlineData(null, null)]
    public void A_state_has_one_name_and_one_of_them_two(string? name, RolloutState? state) => RolloutStates.Parse(name).ShouldBe(state);

    private static OrganizationFinding Find(OrganizationRows organization, params ScopeRow[] teams) =>
        MigrationPlanner.Find(organization with { Levels = teams }, Catalog, 1);

    private static OrganizationRows Organization(params string[] grants) => new(
        new ScopeRow(ScopeKind.Organization, "o", null, "o", AccessMode.Inherit, [.. grants.Select(name => new Grant(name))], Enforcement: AccessEnforcement.Legacy), [], []);

    private static ScopeRow Team(string id, params string[] list) =>
        new(ScopeKind.Team, id, "o", id, AccessMode.Inherit, [], LegacyModels: list.Length == 0 ? null : list);
}
