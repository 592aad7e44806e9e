using System.Net;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Promotion;

/// <summary>Promotions by steps: who takes which calls, how steps follow each other, and how they are taken back.</summary>
public sealed class CanaryTests(TestDatabase databases)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly object[] LongSteps = [new { percent = 25, bake_minutes = 600 }, new { percent = 100, bake_minutes = 600 }];

    [Fact]
    public async Task A_candidate_takes_just_its_share_and_the_primary_stays_the_primary()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { fallback = Array.Empty<string>() });

        var started = (await StartAsync(registry, "b", new { steps = LongSteps, reason = "slowly" })).Succeeded();
        ((string?)started.Json["state"], started.Json["percent"]!.GetValue<double>(), (string?)started.Json["primary"]).ShouldBe(("running", 25, "a"));
        (await registry.PrimaryAsync()).ShouldBe("a");

        var served = new List<(int, string?, string?)>();
        for (var i = 0; i < 80; i++) served.Add(await registry.CallAsync());
        served.Count(call => call == (200, "upstream/up-b", "canary")).ShouldBeInRange(18, 22);
        served.Count(call => call == (200, "upstream/up-a", "registry-primary")).ShouldBe(80 - served.Count(call => call.Item3 == "canary"));

        registry.Upstream.WhenModel("up-b", UpstreamBehavior.Error(500, "{}"));
        var after = new List<(int Status, string? Deployment, string? Reason)>();
        for (var i = 0; i < 16; i++) after.Add(await registry.CallAsync());
        after.ShouldAllBe(call => call.Status == 200 && call.Deployment == "upstream/up-a", "what the candidate fails the primary serves");
        after.ShouldContain(call => call.Reason == "canary-fallback");

        (await registry.PromoteAsync(await registry.IdOfAsync("c"))).Code.ShouldBe("canary-under-way");
        (await StartAsync(registry, "c", new { })).Code.ShouldBe("canary-under-way");
        var aborted = (await ActAsync(registry, "abort", new { reason = "enough seen" })).Succeeded();
        ((string?)aborted.Json["state"], aborted.Json["percent"]!.GetValue<double>()).ShouldBe(("aborted", 0));
        for (var i = 0; i < 8; i++) (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));
        (await ActAsync(registry, "abort")).Code.ShouldBe("no-canary");
        (await registry.Admin.ListAsync("../ai-quality/models/support/promotions")).ShouldBeEmpty("the primary never changed");
        (await registry.Admin.ListAsync("audit-events?object_kind=canary")).Select(e => (string?)e["action"]).ShouldBe(["abort", "start"]);
    }

    [Fact]
    public async Task Steps_follow_each_other_until_the_candidate_is_the_primary()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var steps = new[] { new { percent = 40, bake_minutes = 0 }, new { percent = 80, bake_minutes = 0 }, new { percent = 100, bake_minutes = 0 } };
        (await StartAsync(registry, "b", new { steps, min_calls = 5 })).Succeeded();

        var done = await Eventually.ValueAsync(
            async () =>
            {
                await registry.CallAsync();
                return (await registry.Admin.ListAsync("../ai-quality/models/support/canaries"))[0];
            },
            canary => (string?)canary["state"] == "done", TimeSpan.FromSeconds(90), "all steps are over");

        done["log"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["percent"]}").ShouldBe(["start 40", "advance 80", "promote 100", "finish 100"]);
        done["log"]![1]!["evidence"]!["calls"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(5);
        (await registry.PrimaryAsync()).ShouldBe("b");
        var promotion = (await registry.Admin.ListAsync("../ai-quality/models/support/promotions")).ShouldHaveSingleItem();
        ((string?)promotion["action"], (string?)promotion["actor"], (string?)promotion["id"]).ShouldBe(("promote", "canary", (string?)done["promotion_id"]));
        promotion["evidence"]!["calls"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(5);
        (await registry.CallAsync()).ShouldBe((200, "upstream/up-b", "registry-primary"));
    }

    [Fact]
    public async Task A_candidate_that_fails_too_many_is_taken_back_by_itself_with_the_evidence_kept()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        registry.Upstream.WhenModel("up-b", UpstreamBehavior.Error(500, "{}"));
        (await StartAsync(registry, "b", new { steps = new[] { new { percent = 50, bake_minutes = 600 }, new { percent = 100, bake_minutes = 0 } }, min_calls = 10 })).Succeeded();
        for (var i = 0; i < 30; i++) (await registry.CallAsync()).Status.ShouldBe(200, "no caller notices");

        var ended = await EndedAsync(registry);

        ((string?)ended["state"]).ShouldBe("rolled_back");
        var last = ended["log"]!.AsArray()[^1]!;
        ((string?)last["action"], (string?)last["actor"]).ShouldBe(("roll_back", "canary"));
        last["reason"]!.GetValue<string>().ShouldContain("failed 1");
        last["evidence"]!["failures"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(10);
        await Eventually.TrueAsync(async () => (await registry.CallAsync()).Reason == "registry-primary", Soon, "the primary takes all calls again");
        (await registry.PrimaryAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task After_the_last_step_a_failing_primary_is_rolled_back()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        (await StartAsync(registry, "b", new { steps = new[] { new { percent = 100, bake_minutes = 600 } }, min_calls = 10 })).Succeeded();
        (await registry.PrimaryAsync()).ShouldBe("b");
        registry.Upstream.WhenModel("up-b", UpstreamBehavior.Error(500, "{}"));
        for (var i = 0; i < 20; i++) (await registry.CallAsync()).Status.ShouldBe(200);

        ((string?)(await EndedAsync(registry))["state"]).ShouldBe("rolled_back");
        (await registry.PrimaryAsync()).ShouldBe("a");
        (await registry.Admin.ListAsync("../ai-quality/models/support/promotions")).Select(row => $"{row["action"]} {row["to_model"]} {row["actor"]}").ShouldBe(["rollback a canary", "promote b admin"]);
    }

    [Fact]
    public async Task Pausing_keeps_the_share_and_a_stale_etag_is_refused()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var started = (await StartAsync(registry, "b", new { steps = LongSteps })).Succeeded();

        var paused = (await ActAsync(registry, "pause", etag: started.ETag)).Succeeded();
        ((string?)paused.Json["state"], paused.Json["percent"]!.GetValue<double>()).ShouldBe(("paused", 25));
        (await ActAsync(registry, "resume", etag: started.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ActAsync(registry, "pause")).Code.ShouldBe("canary-not-running");
        ((string?)(await ActAsync(registry, "resume")).Succeeded().Json["state"]).ShouldBe("running");
        (await ActAsync(registry, "resume")).Code.ShouldBe("canary-not-paused");

        // What takes the ground away ends it.
        var group = (await registry.Admin.ListAsync("route-groups")).Single(g => (string?)g["key"] == RegistryGateway.Group);
        (await registry.Admin.PatchAsync($"route-groups/{group["id"]}", new { members = new[] { new { model = "a", status = "primary" }, new { model = "b", status = "retired" } } })).Succeeded();
        ((string?)(await EndedAsync(registry))["state"]).ShouldBe("superseded");
        for (var i = 0; i < 8; i++) (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-a");
    }

    [Fact]
    public async Task What_makes_no_plan_is_refused_naming_the_field()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { promotion = new { min_pairs = 5 } });

        Fault(await StartAsync(registry, "b", new { steps = Array.Empty<object>() })).ShouldBe("steps");
        Fault(await StartAsync(registry, "b", new { steps = new[] { new { percent = 5 } } })).ShouldBe("steps[0].percent");
        Fault(await StartAsync(registry, "b", new { steps = new[] { new { percent = 100, bake_minutes = -1 } } })).ShouldBe("steps[0].bake_minutes");
        Fault(await StartAsync(registry, "b", new { min_calls = 1 })).ShouldBe("min_calls");
        Fault(await StartAsync(registry, "b", new { max_error_percent = 101 })).ShouldBe("max_error_percent");
        Fault(await StartAsync(registry, "b", new { force = true })).ShouldBe("reason");
        (await StartAsync(registry, "b", new { })).Code.ShouldBe("evidence-missing");
        (await StartAsync(registry, "a", new { })).Code.ShouldBe("already-primary");
        (await registry.Admin.SendAsync(HttpMethod.Post, "../ai-quality/models/nobody/canary", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await StartAsync(registry, "b", new { force = true, reason = "no pairs here" })).Succeeded();

        static string Fault(AdminReply reply) => reply.Json["errors"]!.AsObject().First().Key;
    }

    [Fact]
    public async Task A_contract_s_score_rule_stands_before_a_promotion()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        (await registry.Admin.PostAsync("quality-contracts", new { route_group = RegistryGateway.Group, promotion = new { suite = "coding", max_score_drop = 0.05, min_tasks = 10 } })).Succeeded();
        var (b, c) = (await registry.IdOfAsync("b"), await registry.IdOfAsync("c"));

        var refused = await registry.PromoteAsync(b);
        (refused.Code, ((string?)refused.Json["detail"])!.Contains("0 of 10 tasks of 'coding'", StringComparison.Ordinal)).ShouldBe(("evidence-missing", true));
        await Quality.EvaluationTests.TakeAsync(registry, "one", "a", passed: true);
        await Quality.EvaluationTests.TakeAsync(registry, "two", "b", passed: false);
        await Quality.EvaluationTests.TakeAsync(registry, "three", "c", passed: true);
        ((string?)(await registry.PromoteAsync(b)).Json["detail"])!.ShouldContain("its score may be up to 1 lower at 'coding'");

        var promoted = (await registry.PromoteAsync(c)).Succeeded();
        promoted.Json["evidence"]!["contract"]!["scores"]!["tasks"]!.GetValue<int>().ShouldBe(40);
        promoted.Json["evidence"]!["contract"]!["scores"]!["delta"]!["low"]!.GetValue<double>().ShouldBe(0);
    }

    private static async Task<AdminReply> StartAsync(RegistryGateway registry, string model, object body) =>
        await registry.Admin.SendAsync(HttpMethod.Post, $"../ai-quality/models/{await registry.IdOfAsync(model)}/canary", body);

    private static Task<AdminReply> ActAsync(RegistryGateway registry, string action, object? body = null, string? etag = null) =>
        registry.Admin.SendAsync(HttpMethod.Post, $"../ai-quality/models/{RegistryGateway.Group}/canary/{action}", body, etag);

    private static Task<System.Text.Json.Nodes.JsonNode> EndedAsync(RegistryGateway registry) => Eventually.ValueAsync(
        async () => (await registry.Admin.ListAsync("../ai-quality/models/support/canaries"))[0], canary => canary["ended_at"] is not null, Soon, "it has ended");
}
