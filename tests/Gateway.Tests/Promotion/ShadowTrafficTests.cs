using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Promotion;

/// <summary>Candidates that answer beside the primary: what they see, what is kept of it, and that no caller notices.</summary>
public sealed class ShadowTrafficTests(TestDatabase databases)
{
    private static readonly object ShadowB = new { models = new[] { "b" } };

    [Fact]
    public async Task A_candidate_answers_what_the_primary_answered_well_and_the_two_are_compared()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = ShadowB });
        registry.Upstream.WhenModel("up-b", new UpstreamBehavior { Text = "Something else entirely." });

        using var json = await registry.Caller.ChatAsync(RegistryGateway.Group);
        json.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stream = await registry.Caller.ChatAsync(RegistryGateway.Group, stream: true);
        (await stream.Content.ReadAsStringAsync()).ShouldEndWith("data: [DONE]\n\n");
        var pairs = await PairsAsync(registry, 2);

        pairs.ShouldAllBe(pair => (string?)pair["candidate"] == "b" && (string?)pair["primary"] == "a" && pair["error"] == null && !(bool)pair["same"]!);
        pairs.ShouldAllBe(pair => pair["prompt_text"] == null && pair["primary_text"] == null && pair["candidate_text"] == null, "texts are kept where an operator asked for them");
        pairs.Select(pair => (long)pair["primary_characters"]!).Distinct().ShouldBe(["Hello from the fake upstream.".Length]);
        pairs.Select(pair => (long)pair["candidate_characters"]!).Distinct().ShouldBe(["Something else entirely.".Length]);
        pairs.ShouldAllBe(pair => (long)pair["candidate_cost_micros"]! > 0);
        registry.Upstream.Chats.Count(seen => seen.Model == "up-b").ShouldBe(2);
        var shown = (await registry.Admin.GetAsync("../ai-quality/models/support/shadow")).Succeeded().Json[0]!;
        ((int)shown["pairs"]!, (int)shown["failed"]!).ShouldBe((2, 0));
        shown["agreement"]!["value"]!.GetValue<double>().ShouldBe(0);
        shown["cost_ratio"]!["value"]!.GetValue<double>().ShouldBe(1, 0.001);

        var own = await RecordAsync(registry, json);
        ((string?)own["target_kind"], (string?)own["deployment"]).ShouldBe(("route_group", "upstream/up-a"));
        var shadows = (await registry.Admin.ListAsync("requests")).Where(record => (string?)record["api"] == "shadow").ToArray();
        shadows.Length.ShouldBe(2);
        shadows.ShouldAllBe(record => (string?)record["target_kind"] == "shadow" && record["key_id"] == null && record["organization_id"] == null && (string?)record["deployment"] == "upstream/up-b");
    }

    [Fact]
    public async Task What_the_primary_did_not_answer_well_is_answered_by_no_candidate()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = ShadowB, fallback = new[] { "c" } });

        registry.Upstream.Enqueue(UpstreamBehavior.Error(400, """{"error":{"message":"no"}}"""), new UpstreamBehavior { Ending = StreamEnding.Truncated });
        (await registry.CallAsync()).Status.ShouldBe(400);
        using (var cut = await registry.Caller.ChatAsync(RegistryGateway.Group, stream: true)) (await cut.Content.ReadAsStringAsync()).ShouldContain("error");
        registry.Upstream.WhenModel("up-a", UpstreamBehavior.Error(500, "{}"));
        (await registry.CallAsync()).Reason.ShouldBe("configured");

        // A place is given back with each: the one call that goes well still finds one.
        (await registry.Admin.GetAsync("../ai-quality/models/support/shadow")).Succeeded().Json.AsArray().Count.ShouldBe(0);
        registry.Upstream.Chats.ShouldNotContain(seen => seen.Model == "up-b");
    }

    [Fact]
    public async Task A_candidate_that_hangs_or_fails_keeps_no_caller_waiting_and_fails_none()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "b", "c" }, timeout_seconds = 2, max_concurrency = 2 } });
        registry.Upstream.WhenModel("up-b", new UpstreamBehavior { NeverAnswer = true });
        registry.Upstream.WhenModel("up-c", new UpstreamBehavior { ResetBeforeAnswer = true });

        for (var i = 0; i < 60; i++)
        {
            // None of them answers at all, so a caller who waited for one would wait for its time limit.
            (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));
        }

        var pairs = await PairsAsync(registry, 2);
        pairs.ShouldAllBe(pair => pair["error"] != null);
        pairs.Select(pair => (string?)pair["error"]).ShouldBeSubsetOf(["upstream-timeout", "upstream-error"]);
        var overview = (await Eventually.ValueAsync(
            () => registry.Admin.GetAsync("overview"), reply => reply.Text.Contains("\"requests\":60", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "sixty calls are counted, and no more")).Succeeded();
        overview.Text.ShouldNotContain("\"name\":\"b\"");
    }

    [Fact]
    public async Task A_model_that_was_tried_can_be_promoted_and_does_not_shadow_itself_then()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "plain" } } });

        await registry.CallAsync();
        var entries = await Eventually.ValueAsync(registry.EntriesAsync, rows => rows.ContainsKey("plain"), TimeSpan.FromSeconds(20), "the candidate is an entry");
        ((string?)entries["plain"]["status"]).ShouldBe("shadow");
        (await registry.Admin.ListAsync("audit-events?object_kind=route_group")).ShouldContain(e => (string?)e["action"] == "candidate" && (string?)e["actor"] == "shadow");
        (await registry.PromoteAsync((string)entries["plain"]["id"]!)).Succeeded();
        registry.Upstream.Forget();
        for (var i = 0; i < 5; i++) (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-plain");

        registry.Upstream.Chats.Count.ShouldBe(5, "the primary is no shadow of itself");
        // An edit that does not name it keeps it.
        var group = (await registry.Admin.ListAsync("route-groups")).Single();
        group["members"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Texts_are_kept_redacted_where_the_operator_asked_for_them()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "b" }, keep_texts = true } });
        registry.Upstream.WhenModel("up-b", new UpstreamBehavior { Text = "Mail ana@acme.example, card 4111 1111 1111 1111." });

        await registry.Caller.PostAsync("v1/chat/completions", new { model = RegistryGateway.Group, messages = new[] { new { role = "user", content = "I am bo@acme.example" } } });
        var pair = (await PairsAsync(registry, 1))[0];

        ((string?)pair["candidate_text"]).ShouldBe("Mail [email], card [number].");
        ((string?)pair["prompt_text"])!.ShouldContain("I am [email]");
        ((string?)pair["primary_text"]).ShouldBe("Hello from the fake upstream.");
        ((string?)pair["prompt_hash"])!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_day_s_cost_is_bounded()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "b" }, daily_cost_usd = 0.000001m, max_concurrency = 1 } });

        // What was spent today is asked for first; until then nothing is.
        await Eventually.TrueAsync(async () => (await registry.CallAsync()).Status == 200 && registry.Upstream.Chats.Any(seen => seen.Model == "up-b"), TimeSpan.FromSeconds(20), "one is within the bound");
        await PairsAsync(registry, 1);
        registry.Upstream.Forget();
        for (var i = 0; i < 20; i++) (await registry.CallAsync()).Status.ShouldBe(200);

        registry.Upstream.Chats.ShouldNotContain(seen => seen.Model == "up-b");
    }

    [Fact]
    public async Task A_promotion_without_the_evidence_that_the_group_asks_for_needs_force_and_a_reason()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = ShadowB, promotion = new { min_pairs = 3, min_agreement_percent = 30 } });
        var (b, c) = (await registry.IdOfAsync("b"), await registry.IdOfAsync("c"));

        var refused = await registry.PromoteAsync(b);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "evidence-missing"));
        ((string?)refused.Json["detail"])!.ShouldContain("0 of 3 comparisons were made");
        (await registry.PromoteAsync(b, new { force = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
        for (var i = 0; i < 3; i++) await registry.CallAsync();
        await PairsAsync(registry, 3);

        var carried = (await registry.PromoteAsync(b)).Succeeded();
        ((bool)carried.Json["forced"]!).ShouldBeFalse();
        ((int)carried.Json["evidence"]!["pairs"]!).ShouldBe(3);
        var forced = (await registry.PromoteAsync(c, new { force = true, reason = "b is down" })).Succeeded();
        ((bool)forced.Json["forced"]!).ShouldBeTrue();
        forced.Json["evidence"]!["missing"]!.AsArray().Count.ShouldBe(2);
        (await registry.Admin.ListAsync("audit-events?object_kind=route_group"))[0]["action"]!.GetValue<string>().ShouldBe("promote-forced");
        (await registry.RollBackAsync()).Succeeded();
        (await registry.PrimaryAsync()).ShouldBe("b", "a rollback asks for no evidence");
    }

    [Fact]
    public async Task A_new_primary_that_fails_its_calls_is_taken_back_with_the_figures_kept()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { watch = new { minutes = 30, min_calls = 10, max_error_percent = 20 } });
        registry.Upstream.WhenModel("up-b", UpstreamBehavior.Error(500, "{}"));
        (await registry.PromoteAsync(await registry.IdOfAsync("b"))).Succeeded();

        for (var i = 0; i < 12; i++) (await registry.CallAsync()).Status.ShouldBe(200, "the incumbent serves as a fallback");
        await Eventually.TrueAsync(async () => await registry.PrimaryAsync() == "a", TimeSpan.FromSeconds(60), "the promotion is rolled back");

        var newest = (await registry.Admin.ListAsync("../ai-quality/models/support/promotions"))[0];
        ((string?)newest["action"], (string?)newest["actor"]).ShouldBe(("rollback", "watch"));
        ((int)newest["evidence"]!["calls"]!).ShouldBeGreaterThanOrEqualTo(10);
        ((string?)newest["reason"])!.ShouldContain("failed");
        // The database tells of it a moment before the snapshot of the instance that wrote it does.
        await Eventually.TrueAsync(async () => await registry.CallAsync() == (200, "upstream/up-a", "registry-primary"), TimeSpan.FromSeconds(10), "it is in force");
    }

    private static async Task<IReadOnlyList<JsonNode>> PairsAsync(RegistryGateway registry, int least) => await Eventually.ValueAsync(
        () => registry.Admin.ListAsync("../ai-quality/models/support/shadow/pairs"), pairs => pairs.Count >= least, TimeSpan.FromSeconds(30), $"{least} comparisons are stored");

    private static async Task<JsonNode> RecordAsync(RegistryGateway registry, HttpResponseMessage response) =>
        (await Eventually.ValueAsync(() => registry.Admin.GetAsync($"requests/{response.Headers.GetValues("x-request-id").Single()}"), reply => reply.Status == HttpStatusCode.OK)).Json;
}
