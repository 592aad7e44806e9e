using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;

namespace Gateway.Tests.Access;

public sealed class GrantTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_wildcard_allows_every_target_whose_name_fits_and_those_that_come_later()
    {
        var prefix = fixture.Name("fam");
        var key = await KeyAsync(new { name = fixture.Name("org"), grants = new[] { $"{prefix}-*" } });
        await ModelAsync($"{prefix}-one");
        var other = await ModelAsync(fixture.Name("other"));

        (await StatusAsync(key, $"{prefix}-one")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(key, other)).ShouldBe(HttpStatusCode.Forbidden);
        (await ListedAsync(key)).ShouldBe([$"{prefix}-one"]);

        await ModelAsync($"{prefix}-two");
        (await StatusAsync(key, $"{prefix}-two")).ShouldBe(HttpStatusCode.OK);
        (await ListedAsync(key)).ShouldBe([$"{prefix}-one", $"{prefix}-two"]);
    }

    [Fact]
    public async Task A_tag_allows_every_model_and_route_group_that_carries_it()
    {
        var tag = fixture.Name("group");
        var model = await ModelAsync(fixture.Name("tagged"), tag);
        var group = fixture.Name("together");
        await fixture.MakeAsync("route-groups", new { key = group, tags = new[] { tag }, members = new[] { new { model = fixture.Scenario.Model } } });
        var key = await KeyAsync(new { name = fixture.Name("org"), grants = new[] { $"tag:{tag}" } });

        (await StatusAsync(key, model)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(key, group)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(key, fixture.Scenario.Model)).ShouldBe(HttpStatusCode.Forbidden, "the member itself carries no tag");

        var stored = (await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == model);
        stored["tags"]!.AsArray().Select(t => (string?)t).ShouldBe([tag]);
        (await fixture.Admin.PatchAsync($"models/{(string?)stored["id"]}", new { tags = Array.Empty<string>() })).Succeeded();
        (await StatusAsync(key, model)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_grant_ends_while_the_gateway_runs_and_the_refusal_says_when()
    {
        var key = await KeyAsync(new { name = fixture.Name("org"), grants = new[] { Conditional(fixture.Scenario.Model, DateTimeOffset.UtcNow.AddSeconds(2)) } });
        (await StatusAsync(key, fixture.Scenario.Model)).ShouldBe(HttpStatusCode.OK);

        await Eventually.TrueAsync(async () => await StatusAsync(key, fixture.Scenario.Model) == HttpStatusCode.Forbidden);

        using var refused = await fixture.Gateway.Caller(key).ChatAsync(fixture.Scenario.Model);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("until 20");
        ((string?)(await fixture.RecordAsync(refused))["reason_codes"]![0]).ShouldBe("grant-expired");
        (await ListedAsync(key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grant_for_an_environment_holds_for_keys_in_it_alone()
    {
        var model = fixture.Scenario.Model;
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("org"), grants = new[] { Conditional(model, null, "dev", "staging") } });
        var team = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "web" });
        var project = await fixture.MakeAsync("projects", new { team_id = team.Id, name = "shop", environment = "staging" });
        async Task<string> Issue(object draft) => (await fixture.MakeAsync("keys", draft))["secret"];
        var dev = await Issue(new { name = "dev", team_id = team.Id, environment = "dev" });
        var prod = await Issue(new { name = "prod", team_id = team.Id, environment = "prod" });
        var nowhere = await Issue(new { name = "nowhere", team_id = team.Id });
        var byProject = await Issue(new { name = "by-project", project_id = project.Id });

        (await StatusAsync(dev, model)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(byProject, model)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(nowhere, model)).ShouldBe(HttpStatusCode.Forbidden);
        using var refused = await fixture.Gateway.Caller(prod).ChatAsync(model);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("in dev and staging only, and the caller is in prod");
        ((string?)(await fixture.RecordAsync(refused))["reason_codes"]![0]).ShouldBe("other-environment");
    }

    [Fact]
    public async Task A_plain_grant_is_read_back_as_a_string_and_one_with_conditions_as_an_object()
    {
        var ends = new DateTimeOffset(2040, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var model = fixture.Scenario.Model;
        var made = await fixture.MakeAsync("organizations", new
        {
            name = fixture.Name("org"),
            grants = new object[] { new { asset = model }, "tag:x", Conditional("gpt-*", ends, "prod") },
        });

        foreach (var reply in new[] { made, await fixture.Admin.GetAsync($"organizations/{made.Id}") })
        {
            var grants = reply.Json["grants"]!.AsArray();
            grants.Select(g => g is JsonValue ? (string?)g : null).Where(g => g is not null).ShouldBe([model, "tag:x"], ignoreOrder: true);
            var conditional = grants.Single(g => g is JsonObject)!;
            ((string?)conditional["asset"]).ShouldBe("gpt-*");
            ((DateTimeOffset)conditional["expires_at"]!).ShouldBe(ends);
            conditional["environments"]!.AsArray().Select(e => (string?)e).ShouldBe(["prod"]);
            reply.Json["grant_matches"]!.AsObject().ToDictionary(m => m.Key, m => (int)m.Value!).ShouldBe(new Dictionary<string, int> { ["tag:x"] = 0, ["gpt-*"] = 0 }, ignoreOrder: true);
        }

        (await fixture.Admin.PatchAsync($"organizations/{made.Id}", new { description = "unchanged grants" })).Succeeded().Json["grants"]!.AsArray().Count.ShouldBe(3);
        var version = (await fixture.Admin.GetAsync($"organizations/{made.Id}")).ETag;
        (await fixture.Admin.PatchAsync($"organizations/{made.Id}", new { description = "unchanged grants" })).ETag.ShouldBe(version, "nothing differs");
    }

    [Theory]
    [InlineData("\"gtp\"", "grants[0]", "There is no model or route group 'gtp'.")]
    [InlineData("\"smal\"", "grants[0]", "Did you mean 'small'?")]
    [InlineData("{\"asset\":\"small\",\"expires\":\"2040-01-01T00:00:00Z\"}", "grants[0].expires", "Did you mean 'expires_at'?")]
    [InlineData("{\"asset\":\"small\",\"environments\":[\"produ\"]}", "grants[0].environments[0]", "must be dev, staging or prod.")]
    [InlineData("{\"asset\":\"small\",\"expires_at\":\"soon\"}", "grants[0]", "wrong type")]
    [InlineData("{\"environments\":[\"dev\"]}", "grants[0].asset", "is required")]
    [InlineData("\"gpt *\"", "grants[0]", "* stands for any run of characters")]
    [InlineData("\"tag:\"", "grants[0]", "is required")]
    [InlineData("5", "grants[0]", "wrong type")]
    [InlineData("null", "grants[0]", "is null")]
    [InlineData("\"small\",{\"asset\":\"small\",\"environments\":[\"dev\"]}", "grants[1]", "stands twice")]
    public async Task A_faulty_grant_is_named_with_what_would_be_right(string grants, string field, string message)
    {
        var body = JsonNode.Parse($$"""{"name":"{{fixture.Name("org")}}","grants":[{{grants}}]}""")!;

        var reply = await fixture.Admin.PostAsync("organizations", body);

        reply.Code.ShouldBe("invalid-request");
        reply.Json["errors"]![field]!.ToJsonString().ShouldContain(message.Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_target_may_be_named_like_a_tag_or_a_wildcard()
    {
        var deployments = new[] { new { provider = "upstream", upstream_model = "x" } };

        (await fixture.Admin.PostAsync("models", new { name = "tag:x", deployments })).Json["errors"]!["name"]!.ToJsonString().ShouldContain("tag:");
        (await fixture.Admin.PostAsync("models", new { name = "gpt-*", deployments })).Json["errors"]!["name"].ShouldNotBeNull();
        (await fixture.Admin.PostAsync("models", new { name = "ok", tags = new[] { "fine", "not/fine", "fine" }, deployments })).Json["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["tags[1]", "tags[2]"]);
    }

    [Fact]
    public async Task Legacy_lists_count_until_the_organization_is_enforced()
    {
        var (model, other) = (fixture.Scenario.Model, await ModelAsync(fixture.Name("legacy")));
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("org"), enforcement = "legacy" });
        var team = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "web", legacy_models = new[] { model, "retired" } });
        var key = (await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id }))["secret"];

        (await StatusAsync(key, model)).ShouldBe(HttpStatusCode.OK);
        using (var refused = await fixture.Gateway.Caller(key).ChatAsync(other))
        {
            (await refused.Content.ReadAsStringAsync()).ShouldContain("legacy model list of the team 'web'");
            ((string?)(await fixture.RecordAsync(refused))["reason_codes"]![0]).ShouldBe("not-in-legacy-list");
        }
        team.Json["legacy_models"]!.AsArray().Select(m => (string?)m).ShouldBe([model, "retired"]);

        (await fixture.Admin.PatchAsync($"organizations/{organization.Id}", new { enforcement = "enforced", grants = new[] { other } })).Code.ShouldBe("not-ready-for-enforce");
        (await StatusAsync(key, model)).ShouldBe(HttpStatusCode.OK, "nothing was changed");

        (await fixture.Admin.PatchAsync($"teams/{team.Id}", new { legacy_models = (string[]?)null })).Succeeded().Json["legacy_models"].ShouldBeNull();
        (await fixture.Admin.PatchAsync($"organizations/{organization.Id}", new { enforcement = "enforced", grants = new[] { other } })).Succeeded();
        (await StatusAsync(key, model)).ShouldBe(HttpStatusCode.Forbidden, "the organization's grants are the ceiling now");
        (await StatusAsync(key, other)).ShouldBe(HttpStatusCode.OK);
        (await fixture.Admin.PatchAsync($"organizations/{organization.Id}", new { enforcement = "off" })).Json["errors"]!["enforcement"].ShouldNotBeNull();
    }

    private static JsonObject Conditional(string asset, DateTimeOffset? expires, params string[] environments)
    {
        var grant = new JsonObject { ["asset"] = asset, ["environments"] = new JsonArray([.. environments.Select(e => JsonValue.Create(e))]) };
        if (expires is { } at) grant["expires_at"] = at;
        return grant;
    }

    private async Task<string> ModelAsync(string name, params string[] tags)
    {
        await fixture.MakeAsync("models", new { name, tags, deployments = new[] { new { provider = "upstream", upstream_model = GatewayScenario.UpstreamModel, capabilities = new[] { "chat" } } } });
        return name;
    }

    /// <summary>A key in a team of a new organization.</summary>
    private async Task<string> KeyAsync(object organization)
    {
        var made = await fixture.MakeAsync("organizations", organization);
        var team = await fixture.MakeAsync("teams", new { organization_id = made.Id, name = "web" });
        return (await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id }))["secret"];
    }

    private async Task<HttpStatusCode> StatusAsync(string key, string model)
    {
        using var response = await fixture.Gateway.Caller(key).ChatAsync(model);
        return response.StatusCode;
    }

    private async Task<IReadOnlyList<string?>> ListedAsync(string key)
    {
        using var response = await fixture.Gateway.Caller(key).GetAsync("v1/models");
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray().Select(m => (string?)m!["id"])];
    }
}
