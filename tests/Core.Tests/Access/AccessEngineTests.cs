using System.Collections.Frozen;
using Signalbox.Core.Access;

namespace Core.Tests.Access;

public class AccessEngineTests
{
    [Fact]
    public void An_organization_without_grants_allows_nothing()
    {
        var decision = AccessEngine.Decide(Chain(organization: []), "small");

        decision.Allowed.ShouldBeFalse();
        decision.Reason.ShouldBe(AccessReason.NotGrantedByOrganization);
        decision.Rule.Kind.ShouldBe(ScopeKind.Organization);
    }

    [Fact]
    public void What_the_organization_grants_passes_scopes_that_inherit()
    {
        var decision = AccessEngine.Decide(Chain(["small"], team: (AccessMode.Inherit, []), key: (AccessMode.Inherit, [])), "small");

        decision.Allowed.ShouldBeTrue();
        decision.Rule.Kind.ShouldBe(ScopeKind.Organization);
    }

    [Fact]
    public void A_restricting_scope_passes_its_own_grants_only()
    {
        var chain = Chain(["small", "large"], team: (AccessMode.Restrict, ["small"]));

        AccessEngine.Decide(chain, "small").Allowed.ShouldBeTrue();
        var denied = AccessEngine.Decide(chain, "large");
        denied.Allowed.ShouldBeFalse();
        denied.Reason.ShouldBe(AccessReason.NotGrantedByRestriction);
        denied.Rule.Kind.ShouldBe(ScopeKind.Team);
    }

    [Fact]
    public void A_grant_below_the_organization_never_widens()
    {
        var chain = Chain(["small"], team: (AccessMode.Restrict, ["small", "large"]), key: (AccessMode.Restrict, ["large"]));

        AccessEngine.Decide(chain, "large").Reason.ShouldBe(AccessReason.NotGrantedByOrganization);
        AccessEngine.Decide(chain, "small").Rule.Kind.ShouldBe(ScopeKind.Key);
    }

    [Fact]
    public void A_grant_at_a_scope_that_inherits_has_no_effect()
    {
        var chain = Chain(["small", "large"], team: (AccessMode.Inherit, ["small"]));

        AccessEngine.Decide(chain, "large").Allowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(ScopeKind.Team)]
    [InlineData(ScopeKind.Project)]
    [InlineData(ScopeKind.User)]
    [InlineData(ScopeKind.Key)]
    public void Every_level_below_the_organization_can_deny_and_is_named(ScopeKind kind)
    {
        (AccessMode, string[]) restrict = (AccessMode.Restrict, []);
        var chain = Chain(
            ["small"],
            team: kind == ScopeKind.Team ? restrict : null,
            project: kind == ScopeKind.Project ? restrict : null,
            user: kind == ScopeKind.User ? restrict : null,
            key: kind == ScopeKind.Key ? restrict : null);

        var decision = AccessEngine.Decide(chain, "small");

        decision.Rule.Kind.ShouldBe(kind);
        decision.Explain("small").ShouldContain("restricts access and does not grant 'small'");
    }

    [Fact]
    public void A_name_differs_by_case() => AccessEngine.Decide(Chain(["small"]), "Small").Allowed.ShouldBeFalse();

    [Fact]
    public void A_decision_equals_the_intersection_of_all_levels_for_random_trees()
    {
        string[] assets = ["a", "b", "c", "d"];
        var random = new Random(20261121);
        for (var round = 0; round < 5_000; round++)
        {
            (AccessMode, string[])? Level() => random.Next(4) == 0 ? null : ((AccessMode)random.Next(2), Some());
            string[] Some() => [.. assets.Where(_ => random.Next(2) == 0)];
            string[] granted = Some();
            (AccessMode Mode, string[] Grants)? team = Level(), project = Level(), user = Level(), key = Level();
            var chain = Chain(granted, team, project, user, key);

            foreach (var asset in assets.Append("unknown"))
            {
                var expected = granted.Contains(asset);
                foreach (var level in new[] { team, project, user, key })
                    if (level is (AccessMode.Restrict, var own))
                        expected &= own.Contains(asset);
                AccessEngine.Decide(chain, asset).Allowed.ShouldBe(expected);
            }
        }
    }

    private static ScopeChain Chain(
        string[] organization, (AccessMode, string[])? team = null, (AccessMode, string[])? project = null,
        (AccessMode, string[])? user = null, (AccessMode, string[])? key = null) => new(
        Make(ScopeKind.Organization, (AccessMode.Inherit, organization))!, Make(ScopeKind.Team, team), Make(ScopeKind.Project, project),
        Make(ScopeKind.User, user), Make(ScopeKind.Key, key ?? (AccessMode.Inherit, []))!);

    private static Scope? Make(ScopeKind kind, (AccessMode Mode, string[] Grants)? level) =>
        level is { } l ? new Scope(kind, $"{kind}-id", $"{kind}", l.Mode, l.Grants.ToFrozenSet(StringComparer.Ordinal)) : null;
}
