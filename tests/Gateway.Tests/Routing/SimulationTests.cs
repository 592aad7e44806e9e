using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Routing;

/// <summary>A call that is not made is answered by the code that makes calls, and where calls went is told afterwards.</summary>
public sealed class SimulationTests(TestDatabase databases)
{
    [Fact]
    public async Task It_says_where_a_call_would_go_and_why_and_the_call_goes_there()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c", input: 0.1m, output: 0.1m);
        await routing.MakeGroupAsync("least_cost", members: ["a", "b", "c"]);

        var answer = (await routing.SimulateAsync(new { shape = new { text_bytes = 5000, output_tokens = 100 } })).Succeeded().Json;
        var call = await routing.CallAsync();

        ((string?)answer["strategy"], (string?)answer["route_reason"]).ShouldBe(("least_cost", "least-cost"));
        answer["order"]!.AsArray().Select(d => (string?)d).First().ShouldBe(call.Deployment);
        call.ShouldBe((200, "p-c/up-c", "least-cost"));
        var c = answer["members"]!.AsArray().Single(m => (string?)m!["model"] == "c")!;
        ((double)c["share"]!, (int)c["deployments"]![0]!["place"]!).ShouldBe((1, 1));
        ((decimal)c["cost_usd"]!).ShouldBeGreaterThan(0);
        routing.Upstream.Chats.Count.ShouldBe(1);
        (await routing.Admin.ListAsync("requests")).Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Each_member_s_standing_is_told_what_it_lacks_and_how_healthy_it_is()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 1, cooldown_seconds = 300 });
        await routing.AddModelAsync("c", capabilities: ["chat"]);
        await routing.MakeGroupAsync(members: ["a", "b", "c"]);
        routing.Set("a", UpstreamBehavior.Error(500, "{}"));
        await routing.CallAsync();

        var answer = (await routing.SimulateAsync(new { shape = new { needs = new[] { "tools" } } })).Succeeded().Json;

        ((string?)answer["route_reason"]).ShouldBe("avoided-unhealthy");
        answer["order"]!.AsArray().Select(d => (string?)d).ShouldBe(["p-b/up-b", "p-a/up-a"]);
        var standing = answer["members"]!.AsArray().Select(m => m!["deployments"]![0]!).Select(d => ((string?)d["health"], (bool)d["eligible"]!, (string?)d["lacks"])).ToList();
        standing.ShouldBe([("broken", true, null), ("healthy", true, null), ("healthy", false, "tools")]);
    }

    [Fact]
    public async Task Shares_are_those_of_the_strategy_and_a_whole_body_is_read_like_a_caller_s()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.MakeGroupAsync("weighted", new { members = new[] { new { model = "a", weight = 80 }, new { model = "b", weight = 20 } } });

        var answer = (await routing.SimulateAsync(new { body = new { messages = new[] { new { role = "user", content = "hello" } }, max_tokens = 7 } })).Succeeded().Json;
        var refused = await routing.SimulateAsync(new { body = new { messages = "none" } });

        answer["members"]!.AsArray().Select(m => Math.Round((double)m!["share"]!, 1)).ShouldBe([0.8, 0.2]);
        ((int)answer["output_tokens"]!).ShouldBe(7);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["body.messages"]);
    }

    [Fact]
    public async Task Who_may_not_call_is_told_so_and_what_is_not_there_is_named()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.MakeGroupAsync();

        var denied = (await routing.SimulateAsync(new { target = "a" })).Succeeded().Json;
        ((int)denied["refusal"]!["status"]!, (string?)denied["refusal"]!["code"]).ShouldBe((403, "model-not-allowed"));
        (await routing.SimulateAsync(new { target = "nothing" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await routing.SimulateAsync(new { subject = "key:01J00000000000000000000000" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await routing.SimulateAsync(new { subject = $"organization:{routing.Scenario.OrganizationId}" })).Status.ShouldBe(HttpStatusCode.OK);
        var nonsense = await routing.SimulateAsync(new { subject = "me", api = "telepathy", shape = new { needs = new[] { "luck" }, text_bytes = 0 } });
        nonsense.Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["subject", "api", "shape.text_bytes", "shape.needs"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_split_by_ab_keeps_a_key_where_it_is_and_reports_by_member()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var made = await routing.MakeGroupAsync("ab", new { members = new[] { new { model = "a", weight = 50 }, new { model = "b", weight = 50 } } });
        var first = await routing.CallAsync();
        for (var i = 0; i < 4; i++) (await routing.CallAsync()).ShouldBe(first);
        first.Reason.ShouldBe("ab");
        ((bool)(await routing.SimulateAsync()).Succeeded().Json["is_sticky"]!).ShouldBeTrue();

        var split = (await Eventually.ValueAsync(
            () => routing.Admin.GetAsync($"route-groups/{made.Id}/split?minutes=5"), reply => reply.Status == HttpStatusCode.OK && (int)reply.Json["calls"]! == 5)).Json;
        var member = split["members"]!.AsArray().Single(m => (int)m!["calls"]! == 5)!;
        ((string?)member["deployments"]![0], (double)member["share"]!, (int)member["failed"]!).ShouldBe((first.Deployment, 1, 0));
        member["latency_ms"].ShouldNotBeNull();
        (await routing.Admin.GetAsync($"route-groups/{made.Id}/split?minutes=0")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Groups_that_make_no_sense_are_refused_when_they_are_written()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("words", capabilities: ["chat"]);
        await routing.AddModelAsync("vectors", capabilities: ["embeddings"]);
        await routing.MakeGroupAsync();

        (await ErrorsAsync(new { strategy = "ab", members = new[] { new { model = "a", weight = 0 }, new { model = "b", weight = 0 } } })).ShouldBe(["members"]);
        (await ErrorsAsync(new { strategy = "static", members = new[] { new { model = RoutingGateway.Group } } })).ShouldBe(["members[0].model"]);
        (await ErrorsAsync(new { strategy = "static", requires = new[] { "chat", "tools" }, members = new[] { new { model = "a" }, new { model = "words" } } })).ShouldBe(["members[1].model"]);
        (await ErrorsAsync(new { strategy = "static", members = new[] { new { model = "words" }, new { model = "vectors" } } })).ShouldBe(["members[1].model"]);
        (await ErrorsAsync(new { strategy = "score", score = new { health = 0, latency = 0, cost = 0 }, members = new[] { new { model = "a" } } })).ShouldBe(["score"]);
        (await ErrorsAsync(new { strategy = "score", score = new { quality = 1 }, members = new[] { new { model = "a" } } })).ShouldBe(["members[0].quality"]);
        (await ErrorsAsync(new { strategy = "round_robin", sticky_by = "key", members = new[] { new { model = "a" } } })).ShouldBe(["sticky_by"]);

        async Task<IEnumerable<string>> ErrorsAsync(object draft)
        {
            var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(draft))!;
            body["key"] = "other";
            var refused = await routing.Admin.PostAsync("route-groups", body);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Text);
            return refused.Json["errors"]!.AsObject().Select(e => e.Key);
        }
    }

    [Fact]
    public async Task A_file_says_the_same_as_the_api()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        (await routing.Admin.ApplyAsync("""
            route_groups:
              - key: scored
                strategy: score
                score: { health: 2, latency: 1, cost: 1, quality: 3 }
                requires: [chat]
                members: [ { model: a, quality: 0.9 }, { model: b, quality: 0.5 } ]
              - key: split
                strategy: ab
                sticky_by: user
                members: [ { model: a, weight: 90 }, { model: b, weight: 10 } ]
            """)).Succeeded();

        var groups = (await routing.Admin.ListAsync("route-groups")).ToDictionary(g => (string)g["key"]!);
        ((double)groups["scored"]["score"]!["quality"]!, (double)groups["scored"]["members"]![0]!["quality"]!).ShouldBe((3, 0.9));
        ((string?)groups["split"]["sticky_by"]).ShouldBe("user");
    }
}
