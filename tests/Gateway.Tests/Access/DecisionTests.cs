using System.Net;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Access;

public sealed class DecisionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task An_explanation_names_every_level_and_says_what_the_refused_call_says()
    {
        var other = await fixture.ModelAtAsync(new { });
        var team = await fixture.MakeAsync("teams", new
        {
            organization_id = fixture.Scenario.OrganizationId, name = fixture.Name("team"),
            access = new { mode = "restrict", grants = new object[] { "smal*", new { asset = other, expires_at = DateTimeOffset.UtcNow.AddDays(-1) } } },
        });
        var key = await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id });

        var allowed = (await fixture.Admin.GetAsync($"access/explain?subject=key:{key.Id}&asset={fixture.Scenario.Model}")).Succeeded().Json;
        ((bool)allowed["allowed"]!).ShouldBeTrue();
        ((string)allowed["rule"]!).ShouldContain("through 'smal*'");
        allowed["levels"]!.AsArray().Select(l => $"{(string?)l!["level"]} {(string?)l["mode"]} {(bool)l["passes"]!} {(bool)l["decided"]!}")
            .ShouldBe(["organization ceiling True False", "team restrict True True", "key inherit True False"]);

        var denied = (await fixture.Admin.GetAsync($"access/explain?subject=key:{key.Id}&asset=callable_target:{other}")).Succeeded().Json;
        ((string?)denied["reason"]).ShouldBe("grant-expired");
        var finding = denied["levels"]![1]!["grants"]!.AsArray().Single()!;
        ((string?)finding["form"], (string?)finding["state"]).ShouldBe(("exact", "expired"));
        using var call = await fixture.Gateway.Caller(key["secret"]).ChatAsync(other);
        call.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        JsonNode.Parse(await call.Content.ReadAsStringAsync())!["error"]!["message"]!.GetValue<string>().ShouldContain((string)denied["rule"]!);
    }

    [Fact]
    public async Task Every_level_can_be_asked_for_and_is_judged_down_to_itself()
    {
        var (model, organization) = (fixture.Scenario.Model, fixture.Scenario.OrganizationId);
        var team = await fixture.MakeAsync("teams", new { organization_id = organization, name = fixture.Name("team") });
        var project = await fixture.MakeAsync("projects", new { team_id = team.Id, name = "p", environment = "prod", access = new { mode = "restrict", grants = Array.Empty<string>() } });
        var user = await fixture.MakeAsync("users", new { organization_id = organization, name = fixture.Name("user") });

        async Task<JsonNode> Ask(string subject) => (await fixture.Admin.GetAsync($"access/explain?subject={subject}&asset={model}")).Succeeded().Json;
        ((bool)(await Ask($"organization:{organization}"))["allowed"]!).ShouldBeTrue();
        ((bool)(await Ask($"team:{team.Id}"))["allowed"]!).ShouldBeTrue();
        ((bool)(await Ask($"user:{user.Id}"))["allowed"]!).ShouldBeTrue();
        var inProject = await Ask($"project:{project.Id}");
        ((bool)inProject["allowed"]!).ShouldBeFalse();
        ((string?)inProject["environment"]).ShouldBe("prod");
        inProject["levels"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_the_words_that_can()
    {
        var key = fixture.Scenario.KeyId;
        (await fixture.Admin.GetAsync("access/explain?asset=small")).Json["errors"]!["subject"]!.ToJsonString().ShouldContain("key, user, project, team or organization");
        (await fixture.Admin.GetAsync($"access/explain?subject=robot:{key}&asset=small")).Json["errors"]!["subject"].ShouldNotBeNull();
        (await fixture.Admin.GetAsync($"access/explain?subject=key:{key}")).Json["errors"]!["asset"].ShouldNotBeNull();
        (await fixture.Admin.GetAsync("access/explain?subject=key:01NOWHERE&asset=small")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Admin.GetAsync($"access/explain?subject=team:{key}&asset=small")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Admin.GetAsync($"keys/{key}/effective-access?asset_kind=model")).Json["errors"]!["asset_kind"]!.ToJsonString().ShouldContain("callable_target");

        var unknown = (await fixture.Admin.GetAsync($"access/explain?subject=key:{key}&asset=nowhere")).Succeeded().Json;
        ((string?)unknown["reason"], (bool)unknown["allowed"]!).ShouldBe(("unknown-asset", false));
    }

    [Fact]
    public async Task A_key_that_is_over_may_nothing_and_is_told_so()
    {
        var key = await fixture.MakeAsync("keys", new { name = fixture.Name("key"), team_id = fixture.Scenario.TeamId, expires_at = DateTimeOffset.UtcNow.AddSeconds(1.5) });
        (await fixture.Admin.GetAsync($"keys/{key.Id}/effective-access")).Succeeded();
        await Task.Delay(TimeSpan.FromSeconds(1.6), TestContext.Current.CancellationToken);

        using var call = await fixture.Gateway.Caller(key["secret"]).ChatAsync(fixture.Scenario.Model);
        call.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var path in new[] { $"access/explain?subject=key:{key.Id}&asset={fixture.Scenario.Model}", $"keys/{key.Id}/effective-access", $"keys/{key.Id}/targets" })
        {
            var reply = await fixture.Admin.GetAsync(path);
            reply.Status.ShouldBe(HttpStatusCode.NotFound, path);
            reply["detail"].ShouldContain("expired at");
        }
    }

    [Fact]
    public async Task A_model_may_be_named_like_a_kind_and_a_name()
    {
        var name = $"agent:{fixture.Name("m")}";
        var at = (await fixture.Admin.ListAsync("models")).First(m => (string?)m["name"] == fixture.Scenario.Model)["deployments"]![0]!;
        (await fixture.Admin.PostAsync("models", new { name, deployments = new[] { new { provider = (string)at["provider"]!, upstream_model = (string)at["upstream_model"]! } } })).Succeeded();
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("org"), grants = new[] { name } });

        var explained = (await fixture.Admin.GetAsync($"access/explain?subject=organization:{organization.Id}&asset={Uri.EscapeDataString(name)}")).Succeeded().Json;

        ((bool)explained["allowed"]!, (string?)explained["asset_kind"]).ShouldBe((true, "callable_target"));
    }

    [Fact]
    public async Task The_effective_access_of_a_key_is_what_its_calls_get_page_by_page()
    {
        var others = new List<string> { await fixture.ModelAtAsync(new { }), await fixture.ModelAtAsync(new { }) };
        var key = await fixture.MakeAsync("keys", new
        {
            name = fixture.Name("key"), team_id = fixture.Scenario.TeamId, access = new { mode = "restrict", grants = new[] { others[0], fixture.Scenario.Model } },
        });

        var all = await fixture.Admin.ListAsync($"keys/{key.Id}/effective-access?limit=1");
        all.Select(a => (string)a["asset"]!).ShouldBe(all.Select(a => (string)a["asset"]!).Order(StringComparer.Ordinal));
        foreach (var asset in all)
        {
            using var call = await fixture.Gateway.Caller(key["secret"]).ChatAsync((string)asset["asset"]!);
            (call.StatusCode == HttpStatusCode.OK).ShouldBe((bool)asset["allowed"]!, asset.ToJsonString());
        }
        (await fixture.Admin.ListAsync($"keys/{key.Id}/effective-access?allowed=true")).Select(a => (string?)a["asset"]).ShouldBe([others[0], fixture.Scenario.Model], ignoreOrder: true);
        (await fixture.Admin.ListAsync($"keys/{key.Id}/effective-access?allowed=false")).Select(a => (string?)a["asset"]).ShouldContain(others[1]);
        (await fixture.Admin.ListAsync($"keys/{key.Id}/effective-access?asset_kind=tool")).ShouldBeEmpty();
        (await fixture.Admin.ListAsync($"keys/{key.Id}/effective-access?find={others[0].ToUpperInvariant()}")).Select(a => (string?)a["asset"]).ShouldBe([others[0]]);

        foreach (var path in new[] { $"organizations/{fixture.Scenario.OrganizationId}", $"teams/{fixture.Scenario.TeamId}" })
            (await fixture.Admin.ListAsync($"{path}/effective-access?allowed=true")).Select(a => (string?)a["asset"]).ShouldContain(others[1]);
    }
}
