using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Promotion;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Quality;

/// <summary>What groups must achieve, through API and YAML, and how it stands by the calls that were made.</summary>
public sealed class QualityContractTests(TestDatabase databases)
{
    private static readonly object Whole = new
    {
        route_group = RegistryGateway.Group,
        users = new[] { "product app" }, tasks = new[] { "short chat" }, api_shapes = new[] { "chat", "messages" }, tools = new[] { "chat" }, modalities = new[] { "text", "image" },
        success = new[] { new { suite = "chat-basics", min_pass_percent = 80, min_tasks = 5, max_age_days = 7 } },
        cost = new { max_usd_per_call = 0.01, baseline_usd_per_call = 0.02, min_saving_percent = 10 },
        latency = new { max_p50_ms = 60000, max_p95_ms = 60000 },
        reliability = new { max_fallback_percent = 10, max_timeout_percent = 5, max_error_percent = 5 },
        period = new { hours = 1, min_calls = 5 },
        promotion = new { note = "the evaluation is no worse", standing = "not_red" },
        rollback = new { note = "errors", on = new[] { "reliability" } },
    };

    [Fact]
    public async Task A_contract_is_kept_version_by_version_and_changed_in_the_version_that_was_seen()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();

        var made = (await registry.Admin.PostAsync("quality-contracts", Whole)).Succeeded();
        made.Status.ShouldBe(HttpStatusCode.Created);
        made.Json["rollback"]!["on"]!.AsArray().Select(on => (string)on!).ShouldBe(["reliability"]);
        made.Json["success"]![0]!["suite"]!.GetValue<string>().ShouldBe("chat-basics");
        (await registry.Admin.PostAsync("quality-contracts", Whole)).Code.ShouldBe("already-exists");

        var changed = (await registry.Admin.PatchAsync($"quality-contracts/{made.Id}", new { cost = new { max_usd_per_call = 0.005 } }, made.ETag)).Succeeded();
        changed.Json["cost"]!["baseline_usd_per_call"]!.GetValue<double>().ShouldBe(0.02, "a merge patch leaves alone what it does not name");
        (await registry.Admin.PatchAsync($"quality-contracts/{made.Id}", new { users = Array.Empty<string>() }, made.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await registry.Admin.SendAsync(HttpMethod.Patch, $"quality-contracts/{made.Id}", new { users = Array.Empty<string>() })).Status.ShouldBe((HttpStatusCode)428);

        var versions = await registry.Admin.ListAsync($"quality-contracts/{made.Id}/versions?limit=1");
        versions.Select(version => $"{version["revision"]} {version["terms"]!["cost"]!["max_usd_per_call"]} {version["actor"]}").ShouldBe(["2 0.005 admin", "1 0.01 admin"]);
        var trail = await registry.Admin.ListAsync("audit-events?object_kind=quality_contract");
        trail.Select(e => (string?)e["action"]).ShouldBe(["update", "create"]);
        (await registry.Admin.ListAsync($"quality-contracts?route_group={RegistryGateway.Group}")).Count.ShouldBe(1);
        (await registry.Admin.ListAsync("quality-contracts?route_group=other")).ShouldBeEmpty();

        (await registry.Admin.DeleteAsync($"quality-contracts/{made.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await registry.Admin.GetAsync($"quality-contracts/{made.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_makes_no_contract_is_refused_naming_the_field()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();

        await Refused("""{"route_group":"nothing"}""", "route_group");
        await Refused("""{}""", "route_group");
        await Refused("""{"api_shapes":["chat","grpc"]}""", "api_shapes[1]");
        await Refused("""{"modalities":["smell"]}""", "modalities[0]");
        await Refused("""{"tools":["chat","chat"]}""", "tools[1]");
        await Refused("""{"users":[""]}""", "users[0]");
        await Refused("""{"success":[{"suite":"x"}]}""", "success[0].min_pass_percent");
        await Refused("""{"success":[{"min_score":1}]}""", "success[0].suite");
        await Refused("""{"cost":{"min_saving_percent":10}}""", "cost.baseline_usd_per_call");
        await Refused("""{"latency":{"max_p95_ms":0}}""", "latency.max_p95_ms");
        await Refused("""{"reliability":{"max_error_percent":101}}""", "reliability.max_error_percent");
        await Refused("""{"period":{"hours":0}}""", "period.hours");
        await Refused("""{"promotion":{"standing":"blue"}}""", "promotion.standing");
        await Refused("""{"promotion":{"suite":"x"}}""", "promotion.max_score_drop");
        await Refused("""{"rollback":{"on":["cost"]}}""", "rollback.on[0]");
        await Refused("""{"judge":{"model":"nobody"}}""", "judge.model");
        await Refused("""{"judge":{"model":"a","template":"{prompt}"}}""", "judge.template");
        await Refused("""{"latency":{"max_p59_ms":1}}""", "latency.max_p59_ms");

        async Task Refused(string json, string field)
        {
            var body = JsonNode.Parse(json)!.AsObject();
            if (body.Count > 0) body["route_group"] ??= RegistryGateway.Group;
            var reply = await registry.Admin.PostAsync("quality-contracts", body);
            reply.Status.ShouldBe(HttpStatusCode.BadRequest, json);
            reply.Json["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field, json);
        }
    }

    [Fact]
    public async Task Calls_turn_a_contract_green_and_failing_ones_red_with_the_numbers_beside()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { fallback = new[] { "b" } });
        var contract = (await registry.Admin.PostAsync("quality-contracts", new
        {
            route_group = RegistryGateway.Group, api_shapes = new[] { "chat" }, latency = new { max_p50_ms = 60000 }, cost = new { max_usd_per_call = 1 }, reliability = new { max_fallback_percent = 25 },
            period = new { hours = 1, min_calls = 20 },
        })).Succeeded();
        Bounds(await EvaluateAsync(registry, contract.Id)).Values.ShouldAllBe(bound => (string?)bound["standing"] == "unknown");

        for (var i = 0; i < 25; i++) (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-a");
        var good = await EventuallyAsync(registry, contract.Id, calls: 25);

        var bounds = Bounds(good);
        ((string?)bounds["latency.max_p50_ms"]["standing"], (string?)bounds["cost.max_usd_per_call"]["standing"], (string?)bounds["reliability.max_fallback_percent"]["standing"]).ShouldBe(("green", "green", "green"));
        ((int)bounds["cost.max_usd_per_call"]["count"]!, bounds["cost.max_usd_per_call"]["value"]!.GetValue<double>() > 0).ShouldBe((25, true));
        ((string?)bounds["api_shapes"]["standing"], (string?)good["standing"]).ShouldBe(("unknown", "unknown"), "nobody said what the deployments can do");

        registry.Upstream.WhenModel("up-a", UpstreamBehavior.Error(500, "{}"));
        for (var i = 0; i < 40; i++) (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-b");
        var bad = await EventuallyAsync(registry, contract.Id, calls: 65);
        ((string?)bad["standing"], (string?)Bounds(bad)["reliability.max_fallback_percent"]["standing"]).ShouldBe(("red", "red"));
        Bounds(bad)["reliability.max_fallback_percent"]["value"]!.GetValue<double>().ShouldBe(40 / 65.0 * 100, 0.01);

        (await registry.Admin.PatchAsync($"quality-contracts/{contract.Id}", new { users = new[] { "anyone" } })).Succeeded();
        var stored = await Eventually.ValueAsync(() => registry.Admin.GetAsync($"quality-contracts/{contract.Id}"), reply => (string?)reply.Json["standing"]!["standing"] == "red", TimeSpan.FromSeconds(30), "the standing is kept");
        stored.Json["standing"]!["bounds"]!.AsArray().Count.ShouldBe(4);
        (await Eventually.ValueAsync(() => registry.Gateway.ReadAsync("metrics"), text => text.Contains("signalbox_quality_contracts{route_group=\"support\",standing=\"red\"} 1", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "metrics say so")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_manages_contracts_and_its_faults_name_the_line()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        const string yaml = """
            quality_contracts:
              - route_group: support
                users: [product app]
                latency: { max_p95_ms: 2000 }
            """;

        (await registry.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded().Json["changes"]![0]!["object"]!.GetValue<string>().ShouldBe("quality_contract/support");
        (await registry.Admin.ListAsync("quality-contracts")).ShouldBeEmpty();
        (await registry.Admin.ApplyAsync(yaml)).Succeeded();
        var contract = (await registry.Admin.ListAsync("quality-contracts")).ShouldHaveSingleItem();
        ((string?)contract["owner"], contract["latency"]!["max_p95_ms"]!.GetValue<double>()).ShouldBe(("yaml", 2000));
        (await registry.Admin.PatchAsync($"quality-contracts/{contract["id"]}", new { users = Array.Empty<string>() })).Code.ShouldBe("owned-by-configuration");
        (await registry.Admin.ApplyAsync(yaml)).Succeeded().Json["applied"]!.GetValue<bool>().ShouldBeFalse();

        var refused = await registry.Admin.ApplyAsync(yaml.Replace("2000", "-1", StringComparison.Ordinal));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("max_p95_ms");
        refused.Text.ShouldContain("line");

        (await registry.Admin.ApplyAsync("quality_contracts: []")).Succeeded();
        (await registry.Admin.ListAsync("quality-contracts")).ShouldHaveSingleItem()["owner"]!.GetValue<string>().ShouldBe("api");
    }

    private static async Task<JsonNode> EvaluateAsync(RegistryGateway registry, string id) => (await registry.Admin.GetAsync($"quality-contracts/{id}/evaluation")).Succeeded().Json;

    private static async Task<JsonNode> EventuallyAsync(RegistryGateway registry, string id, int calls) =>
        await Eventually.ValueAsync(() => EvaluateAsync(registry, id), shown => (int)shown["calls"]! == calls, TimeSpan.FromSeconds(30), $"{calls} calls are in the database");

    private static Dictionary<string, JsonNode> Bounds(JsonNode evaluation) => evaluation["bounds"]!.AsArray().ToDictionary(bound => (string)bound!["field"]!, bound => bound!);
}
