using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

public class AccessEngineTests
{
    private const long Now = 1_795_000_000_000;

    private static readonly AssetCatalog Catalog = new(
    [
        new(AssetKind.CallableTarget, "small", ["fast"]),
        new(AssetKind.CallableTarget, "large", []),
        new(AssetKind.McpServer, "small", []),
        new(AssetKind.McpServer, "wiki", ["fast"]),
    ]);

    private readonly ScopeCompiler _compiler = new(Catalog);

    [Fact]
    public void An_organization_without_grants_allows_nothing()
    {
        var decision = Decide(Chain(organization: []), "small");

        decision.Allowed.ShouldBeFalse();
        decision.Reason.ShouldBe(AccessReason.NotGrantedByOrganization);
        decision.Rule.Kind.ShouldBe(ScopeKind.Organization);
    }

    [Fact]
    public void What_the_organization_grants_passes_scopes_that_inherit()
    {
        var decision = Decide(Chain([new("small")], team: (AccessMode.Inherit, []), key: (AccessMode.Inherit, [])), "small");

        decision.Allowed.ShouldBeTrue();
        decision.Rule.Kind.ShouldBe(ScopeKind.Organization);
    }

    [Fact]
    public void A_restricting_scope_passes_its_own_grants_only()
    {
        var chain = Chain([new("small"), new("large")], team: (AccessMode.Restrict, [new("small")]));

        Decide(chain, "small").Allowed.ShouldBeTrue();
        var denied = Decide(chain, "large");
        denied.Reason.ShouldBe(AccessReason.NotGrantedByRestriction);
        denied.Rule.Kind.ShouldBe(ScopeKind.Team);
    }

    [Fact]
    public void A_grant_below_the_organization_never_widens()
    {
        var chain = Chain([new("small")], team: (AccessMode.Restrict, [new("small"), new("large")]), key: (AccessMode.Restrict, [new("large")]));

        Decide(chain, "large").Reason.ShouldBe(AccessReason.NotGrantedByOrganization);
        Decide(chain, "small").Rule.Kind.ShouldBe(ScopeKind.Key);
    }

    [Fact]
    public void A_grant_at_a_scope_that_inherits_has_no_effect() =>
        Decide(Chain([new("small"), new("large")], team: (AccessMode.Inherit, [new("small")])), "large").Allowed.ShouldBeTrue();

    [Theory]
    [InlineData(ScopeKind.Team)]
    [InlineData(ScopeKind.Project)]
    [InlineData(ScopeKind.User)]
    [InlineData(ScopeKind.Key)]
    public void Every_level_below_the_organization_can_deny_and_is_named(ScopeKind kind)
    {
        (AccessMode, Grant[]) restrict = (AccessMode.Restrict, []);
        var chain = Chain(
            [new("small")],
            team: kind == ScopeKind.Team ? restrict : null,
            project: kind == ScopeKind.Project ? restrict : null,
            user: kind == ScopeKind.User ? restrict : null,
            key: kind == ScopeKind.Key ? restrict : null);

        var decision = Decide(chain, "small");

        decision.Rule.Kind.ShouldBe(kind);
        decision.Explain("small").ShouldContain("restricts access and does not grant 'small'");
    }

    [Fact]
    public void A_name_differs_by_case() => Decide(Chain([new("Small")]), "small").Allowed.ShouldBeFalse();

    [Theory]
    [InlineData("small", "'small' is granted by the organization 'Organization'.")]
    [InlineData("s*", "'small' is granted by the organization 'Organization' through 's*'.")]
    [InlineData("tag:fast", "'small' is granted by the organization 'Organization' through the tag 'fast'.")]
    public void A_decision_says_by_which_grant(string grant, string sentence) => Decide(Chain([new(grant)]), "small").Explain("small").ShouldBe(sentence);

    [Fact]
    public void The_most_specific_grant_is_named()
    {
        var decision = Decide(Chain([new("*"), new("tag:fast"), new("small")]), "small");

        decision.Grant!.Grant.Asset.ShouldBe("small");
    }

    [Fact]
    public void A_grant_holds_until_the_millisecond_it_ends_and_then_says_so()
    {
        var chain = Chain([new("small") { ExpiresAt = Now }]);

        Decide(chain, "small", Now - 1).Explain("small").ShouldBe("'small' is granted by the organization 'Organization' until 2026-11-18T11:06:40Z.");
        var over = Decide(chain, "small", Now);
        over.Reason.ShouldBe(AccessReason.GrantExpired);
        over.Explain("small").ShouldContain("until 2026-11-18T11:06:40Z");
    }

    [Fact]
    public void A_grant_for_an_environment_holds_for_callers_in_it_alone()
    {
        var chain = Chain([new("small") { Environments = Environments.Dev | Environments.Staging }]);

        Decide(chain with { Environment = Environments.Staging }, "small").Allowed.ShouldBeTrue();
        var elsewhere = Decide(chain with { Environment = Environments.Prod }, "small");
        elsewhere.Reason.ShouldBe(AccessReason.OtherEnvironment);
        elsewhere.Explain("small").ShouldContain("in dev and staging only, and the caller is in prod");
        Decide(chain, "small").Explain("small").ShouldContain("the caller is in none");
    }

    [Fact]
    public void Kinds_of_asset_do_not_touch_each_other()
    {
        var chain = Chain([new("small"), new("tag:fast") { Kind = AssetKind.McpServer }]);

        AccessEngine.Decide(chain, Catalog.Find(AssetKind.McpServer, "small"), Now).Allowed.ShouldBeFalse();
        AccessEngine.Decide(chain, Catalog.Find(AssetKind.McpServer, "wiki"), Now).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_scope_has_a_mode_of_its_own_for_each_kind()
    {
        Grant[] all = [new("*"), new("*") { Kind = AssetKind.McpServer }];
        var team = Compile(new(ScopeKind.Team, AccessEnforcement.Enforced, AccessMode.Inherit, [new(AssetKind.McpServer, AccessMode.Restrict)],
            [new("wiki") { Kind = AssetKind.McpServer }], null));
        var chain = Chain(all) with { Team = team };

        AccessEngine.Decide(chain, Catalog.Find(AssetKind.McpServer, "wiki"), Now).Allowed.ShouldBeTrue();
        AccessEngine.Decide(chain, Catalog.Find(AssetKind.McpServer, "small"), Now).Rule.Kind.ShouldBe(ScopeKind.Team);
        Decide(chain, "small").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_legacy_organization_without_grants_is_no_ceiling_and_one_with_grants_is()
    {
        var open = Chain([], enforcement: AccessEnforcement.Legacy);
        Decide(open, "small").Explain("small").ShouldContain("is not enforced yet");

        Decide(Chain([new("large")], enforcement: AccessEnforcement.Legacy), "small").Reason.ShouldBe(AccessReason.NotGrantedByOrganization);
    }

    [Theory]
    [InlineData(AccessEnforcement.Legacy, AccessMode.Inherit, "small", true)]
    [InlineData(AccessEnforcement.Legacy, AccessMode.Inherit, "large", false)]
    [InlineData(AccessEnforcement.Legacy, AccessMode.Restrict, "large", true)]
    [InlineData(AccessEnforcement.Legacy, AccessMode.Restrict, "small", false)]
    [InlineData(AccessEnforcement.Enforced, AccessMode.Inherit, "large", true)]
    public void A_legacy_list_narrows_a_scope_that_inherits_until_the_organization_is_enforced(
        AccessEnforcement enforcement, AccessMode mode, string asset, bool allowed)
    {
        var team = Compile(new(ScopeKind.Team, enforcement, mode, [], [new("large")], ["small", "retired"]));

        Decide(Chain([new("*")], enforcement: enforcement) with { Team = team }, asset).Allowed.ShouldBe(allowed);
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var grants = new Grant[] { new("large"), new("small") { ExpiresAt = Now + 1, Environments = Environments.Prod } };
        var chain = Chain(grants, team: (AccessMode.Restrict, grants), key: (AccessMode.Restrict, grants)) with { Environment = Environments.Prod };
        var asset = Catalog.Find(AssetKind.CallableTarget, "small");
        var allowed = AccessEngine.Decide(chain, asset, Now).Allowed;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++) allowed &= AccessEngine.Decide(chain, asset, Now).Allowed;

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        allowed.ShouldBeTrue();
    }

    [Fact]
    public void Nor_does_any_key_of_a_large_tree_whatever_the_answer()
    {
        var state = new RegistryState
        {
            Version = 1,
            Models = [.. Enumerable.Range(0, 500).Select(i => new Model { Id = $"m{i}", Name = $"family-{i % 10}-model-{i}", Tags = [$"tag{i % 7}"] })],
            Scopes =
            [
                new(ScopeKind.Organization, "o", null, "o", AccessMode.Inherit, [new("family-*"), new("tag:tag1") { ExpiresAt = Now + 1 }]),
                .. Enumerable.Range(0, 100).Select(i => new ScopeRow(ScopeKind.Team, $"t{i}", "o", $"t{i}", AccessMode.Restrict,
                    [new($"family-{i % 10}-*"), new("tag:tag2") { Environments = Environments.Prod }])),
            ],
            Keys =
            [
                .. Enumerable.Range(0, 5_000).Select(i => new KeyRow
                {
                    Id = $"k{i}", Name = $"k{i}", Prefix = "sb-12345", TeamId = $"t{i % 100}", Mode = (AccessMode)(i % 2), Environment = i % 3 == 0 ? "prod" : null,
                    Hash = new KeyHash([.. BitConverter.GetBytes((long)i), .. new byte[24]]).ToString(), Grants = [new($"family-{i % 10}-model-{i % 500}"), new("tag:tag3") { ExpiresAt = Now - 1 }],
                }),
            ],
        };
        var snapshot = SnapshotCompiler.Compile(state);
        ScopeChain[] chains = [.. state.Keys.Select(key => snapshot.FindChain(ScopeKind.Key, key.Id)!)];
        Asset[] assets = [.. snapshot.Assets.All(AssetKind.CallableTarget)];
        var reasons = new int[Enum.GetValues<AccessReason>().Length];
        Judge(1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Judge(20);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        new[] { AccessReason.Granted, AccessReason.NotGrantedByRestriction, AccessReason.GrantExpired, AccessReason.OtherEnvironment }.ShouldAllBe(reason => reasons[(int)reason] > 0);

        void Judge(int perKey)
        {
            for (var i = 0; i < chains.Length; i++)
                for (var j = 0; j < perKey; j++)
                    reasons[(int)AccessEngine.Decide(chains[i], assets[(i * 31 + j * 7) % assets.Length], Now).Reason]++;
        }
    }

    private static AccessDecision Decide(ScopeChain chain, string asset, long now = Now) =>
        AccessEngine.Decide(chain, Catalog.Find(AssetKind.CallableTarget, asset), now);

    private ScopeChain Chain(
        Grant[] organization, (AccessMode, Grant[])? team = null, (AccessMode, Grant[])? project = null,
        (AccessMode, Grant[])? user = null, (AccessMode, Grant[])? key = null, AccessEnforcement enforcement = AccessEnforcement.Enforced) => new(
        Make(ScopeKind.Organization, (AccessMode.Inherit, organization), enforcement)!, Make(ScopeKind.Team, team, enforcement),
        Make(ScopeKind.Project, project, enforcement), Make(ScopeKind.User, user, enforcement), Make(ScopeKind.Key, key, enforcement));

    private Scope? Make(ScopeKind kind, (AccessMode Mode, Grant[] Grants)? level, AccessEnforcement enforcement) =>
        level is { } l ? Compile(new(kind, enforcement, l.Mode, [], l.Grants, null)) : null;

    private Scope Compile(ScopePolicy policy) => new(policy.Kind, $"{policy.Kind}-id", $"{policy.Kind}", _compiler.Compile(policy));
}
