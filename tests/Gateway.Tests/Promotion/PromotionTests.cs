using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;

namespace Gateway.Tests.Promotion;

/// <summary>Promotions and rollbacks through the API, and what they leave behind.</summary>
public sealed class PromotionTests(TestDatabase databases)
{
    [Fact]
    public async Task A_promotion_swaps_the_model_of_the_next_call_and_a_rollback_takes_it_back()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var b = await registry.IdOfAsync("b");
        (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));

        var promoted = (await registry.PromoteAsync(b, new { reason = "cheaper and as good" })).Succeeded();

        (await registry.CallAsync()).ShouldBe((200, "upstream/up-b", "registry-primary"));
        promoted["action"].ShouldBe("promote");
        (promoted["from_model"], promoted["from_provider"], promoted["to_id"], promoted["to_model"]).ShouldBe(("a", "upstream", b, "b"));
        (promoted["actor"], promoted["reason"]).ShouldBe(("admin", "cheaper and as good"));
        var entries = await registry.EntriesAsync();
        entries.Values.Select(row => $"{row["model"]} {row["status"]} {row["provider"]} {row["feature"]}").Order().ShouldBe(
            ["a shadow upstream support", "b primary upstream support", "c shadow upstream support"]);
        ((string?)entries["a"]["etag"]).ShouldBe(promoted.ETag);

        var undone = (await registry.RollBackAsync()).Succeeded();

        (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));
        undone["undoes_promotion_id"].ShouldBe(promoted.Id);
        (await registry.RollBackAsync()).Code.ShouldBe("nothing-to-roll-back");
        var history = await registry.Admin.ListAsync("../ai-quality/models/support/promotions?limit=1");
        history.Select(row => $"{row["action"]} {row["from_model"]}>{row["to_model"]}").ShouldBe(["rollback b>a", "promote a>b"]);
        var trail = await registry.Admin.ListAsync("audit-events?object_kind=route_group");
        trail.Select(e => (string?)e["action"]).Take(2).ShouldBe(["rollback", "promote"]);
        ((string?)trail[1]["reason"]).ShouldBe("cheaper and as good");
        trail[1]["before"]!["members"]![1]!["status"]!.GetValue<string>().ShouldBe("shadow");
        trail[1]["after"]!["members"]![1]!["status"]!.GetValue<string>().ShouldBe("primary");
    }

    [Fact]
    public async Task Two_rollbacks_walk_back_two_steps()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        (await registry.PromoteAsync(await registry.IdOfAsync("b"))).Succeeded();
        (await registry.PromoteAsync(await registry.IdOfAsync("c"))).Succeeded();

        (await registry.RollBackAsync()).Succeeded();
        (await registry.PrimaryAsync()).ShouldBe("b");
        (await registry.RollBackAsync()).Succeeded();
        (await registry.PrimaryAsync()).ShouldBe("a");
        (await registry.RollBackAsync()).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_cannot_be_promoted_is_refused_with_its_reason()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        var group = await registry.MakeGroupAsync(new { members = new object[] { new { model = "a", status = "primary" }, new { model = "b", status = "retired" }, new { model = "c" } } });
        var (a, b, c) = (await registry.IdOfAsync("a"), await registry.IdOfAsync("b"), await registry.IdOfAsync("c"));

        Told(await registry.PromoteAsync(a)).ShouldBe((400, "already-primary"));
        Told(await registry.PromoteAsync(b)).ShouldBe((400, "retired"));
        Told(await registry.PromoteAsync("01KAHJ7C1S8Y3J1J5V00000000")).ShouldBe((404, "not-found"));
        Told(await registry.RollBackAsync(feature: "nothing")).ShouldBe((404, "not-found"));
        Told(await registry.RollBackAsync(feature: "small")).ShouldBe((404, "not-found"));
        Told(await registry.RollBackAsync()).ShouldBe((409, "nothing-to-roll-back"));
        Told(await registry.PromoteAsync(c, etag: "\"99\"")).ShouldBe((412, "precondition-failed"));
        Told(await registry.PromoteAsync(c, new { force = true })).ShouldBe((400, "invalid-request"));
        Told(await registry.PromoteAsync(c, new { resaon = "x" })).ShouldBe((400, "invalid-request"));
        Told(await registry.Admin.GetAsync("../ai-quality/models?feature=nothing")).ShouldBe((404, "not-found"));
        (await registry.PrimaryAsync()).ShouldBe("a");

        (await registry.PromoteAsync(c, etag: group.ETag)).Succeeded();
        Told(await registry.PromoteAsync(a, etag: group.ETag)).ShouldBe((412, "precondition-failed"));
        var edited = (await registry.Admin.PatchAsync($"route-groups/{group.Id}", new { members = new[] { new { model = "c", status = "primary" }, new { model = "b", status = "shadow" } } })).Succeeded();
        Told(await registry.RollBackAsync()).ShouldBe((409, "rollback-target-gone"));
        (await registry.Admin.PatchAsync($"route-groups/{group.Id}", new { members = new[] { new { model = "c", status = "primary" }, new { model = "b", status = "shadow" }, new { model = "a", status = "retired" } } }, edited.ETag)).Succeeded();
        Told(await registry.RollBackAsync()).ShouldBe((409, "rollback-target-gone"), "a member that was removed and added again is another entry");
    }

    [Fact]
    public async Task There_is_no_going_back_to_an_entry_that_was_retired()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        var group = await registry.MakeGroupAsync();
        (await registry.PromoteAsync(await registry.IdOfAsync("b"))).Succeeded();
        (await registry.Admin.PatchAsync($"route-groups/{group.Id}", new { members = new[] { new { model = "a", status = "retired" }, new { model = "b", status = "primary" } } })).Succeeded();

        Told(await registry.RollBackAsync()).ShouldBe((409, "rollback-target-retired"));
        (await registry.PrimaryAsync()).ShouldBe("b");
    }

    [Fact]
    public async Task An_edit_does_not_change_the_primary_unless_that_leaves_the_group()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        var group = await registry.MakeGroupAsync();

        var refused = await registry.Admin.PatchAsync($"route-groups/{group.Id}", new { members = new[] { new { model = "a", status = "shadow" }, new { model = "b", status = "primary" } } });
        Told(refused).ShouldBe((400, "invalid-request"));
        ((string?)refused.Json["detail"])!.ShouldContain("Promote 'b' instead");

        (await registry.Admin.PatchAsync($"route-groups/{group.Id}", new { members = new[] { new { model = "b", status = "primary" } } })).Succeeded();
        (await registry.PrimaryAsync()).ShouldBe("b");
        (await registry.Admin.ListAsync("../ai-quality/models/support/promotions")).Select(row => (string?)row["action"]).ShouldBe(["configure"]);
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_idempotency_key_promotes_once()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var b = await registry.IdOfAsync("b");

        var first = (await registry.PromoteAsync(b, idempotencyKey: "once")).Succeeded();
        (await registry.RollBackAsync()).Succeeded();
        var again = (await registry.PromoteAsync(b, idempotencyKey: "once")).Succeeded();

        again.Id.ShouldBe(first.Id);
        again.Status.ShouldBe(HttpStatusCode.OK);
        (await registry.PrimaryAsync()).ShouldBe("a", "the repetition did nothing");
        Told(await registry.PromoteAsync(b, new { reason = "other" }, idempotencyKey: "once")).ShouldBe((422, "idempotency-key-reused"));
    }

    [Fact]
    public async Task Drafts_that_make_no_registry_are_refused_naming_the_field()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);

        await Refused("""{"members":[{"model":"a","status":"primary"},{"model":"b","status":"primary"}]}""", "members[1].status");
        await Refused("""{"members":[{"model":"a","status":"shadow"}]}""", "members");
        await Refused("""{"members":[{"model":"a","status":"main"}]}""", "members[0].status");
        await Refused("""{"strategy":"weighted","members":[{"model":"a","status":"primary"}]}""", "members[0].status");
        await Refused("""{"members":[{"model":"a"}],"fallback":["c"]}""", "fallback[0]");
        await Refused("""{"members":[{"model":"a"},{"model":"b","status":"retired"}],"fallback":["b"]}""", "fallback[0]");
        await Refused("""{"strategy":"static","members":[{"model":"a"}],"fallback":[]}""", "fallback");

        async Task Refused(string json, string field)
        {
            var body = JsonNode.Parse(json)!.AsObject();
            body["key"] = "bad";
            body["strategy"] ??= "primary";
            var reply = await registry.Admin.PostAsync("route-groups", body);
            reply.Status.ShouldBe(HttpStatusCode.BadRequest, json);
            reply.Json["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field, json);
        }
    }

    [Fact]
    public async Task Concurrent_promotions_at_a_running_gateway_leave_one_chain_of_changes_and_always_one_primary()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var entries = await registry.EntriesAsync();
        var ids = entries.Values.Select(row => (string)row["id"]!).ToArray();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => registry.PromoteAsync(ids[i % 3])));

        replies.Select(reply => (int)reply.Status).ShouldBeSubsetOf([200, 400, 409]);
        var history = (await registry.Admin.ListAsync("../ai-quality/models/support/promotions")).Reverse().ToArray();
        history.Length.ShouldBe(replies.Count(reply => reply.Status == HttpStatusCode.OK));
        history.Length.ShouldBeGreaterThan(0);
        ((string?)history[0]["from_model"]).ShouldBe("a");
        for (var i = 1; i < history.Length; i++) ((string?)history[i]["from_id"]).ShouldBe((string?)history[i - 1]["to_id"]);
        (await registry.IdOfAsync(await registry.PrimaryAsync())).ShouldBe((string?)history[^1]["to_id"]);
        var served = await registry.CallAsync();
        served.Deployment.ShouldBe($"upstream/up-{history[^1]["to_model"]}");
    }

    [Fact]
    public async Task While_the_database_is_away_calls_are_served_and_a_promotion_says_so()
    {
        if (!TestDatabase.IsPostgres) return;
        await using var server = new Testing.Postgres.PostgresServer();
        await using var registry = await RegistryGateway.StartAsync(databases, database: await server.CreateDatabaseAsync("away"));
        await registry.MakeGroupAsync();
        var b = await registry.IdOfAsync("b");
        await server.StopAsync();

        Told(await registry.PromoteAsync(b)).ShouldBe((503, "database-unavailable"));
        (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));

        await server.StartAsync();
        await Eventually.TrueAsync(async () => (await registry.PromoteAsync(b)).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(30), "promotions work again");
        (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-b");
    }

    private static (int, string?) Told(Testing.Gateway.AdminReply reply) => ((int)reply.Status, reply.Code);
}
