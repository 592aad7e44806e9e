using System.Net;
using Gateway.Tests.Routing;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Policies;

/// <summary>Scripts order the members of a group, call by call; whatever they do, the call is made.</summary>
public sealed class ScriptPolicyTests(TestDatabase databases)
{
    [Fact]
    public async Task A_script_orders_the_members_and_the_call_goes_there()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddScriptAsync("return members.map(m => ({ model: m.model, reason: `${request.group} of ${members.length}` })).reverse();");
        await routing.MakePolicyGroupAsync();

        var call = await routing.CallAsync();
        var simulated = (await routing.SimulateAsync()).Succeeded().Json;

        call.ShouldBe((200, "p-b/up-b", "policy"));
        simulated["order"]!.AsArray().Select(d => (string?)d).ShouldBe(["p-b/up-b", "p-a/up-a"]);
        simulated["policy"]!["choices"]!.AsArray().Select(c => $"{c!["model"]}: {c["reason"]}").ShouldBe(["b: chat of 2", "a: chat of 2"]);
        simulated["members"]!.AsArray().Select(m => (double)m!["share"]!).ShouldBe([0, 1]);
        (await routing.MetricsAsync()).ShouldContain("signalbox_policy_runs_total{policy=\"order\",version=\"1\",outcome=\"decided\"} 1");
    }

    [Fact]
    public async Task Another_answers_when_the_first_of_the_order_fails_and_who_was_left_out_does_not()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c");
        await routing.AddScriptAsync("return ['b', 'c'];");
        await routing.MakeGroupAsync("policy", new { policy = "order" }, "a", "b", "c");
        routing.Set("b", UpstreamBehavior.Error(500, "{}"));

        (await routing.CallAsync()).ShouldBe((200, "p-c/up-c", "failover"));
        routing.Set("c", UpstreamBehavior.Error(500, "{}"));

        (await routing.CallAsync()).Status.ShouldBe(502);
    }

    [Fact]
    public async Task It_can_widen_nothing_what_it_may_not_name_is_dropped_and_says_so()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c", capabilities: ["chat"]);
        await routing.AddScriptAsync($"return ['{routing.Scenario.Model}', 'nobody', 'c', 'b', {{ model: 'b' }}, 'a'];");
        await routing.MakeGroupAsync("policy", new { policy = "order" }, "a", "b", "c");

        var simulated = (await routing.SimulateAsync(new { shape = new { needs = new[] { "tools" } } })).Succeeded().Json;

        simulated["policy"]!["choices"]!.AsArray().Select(c => (string?)c!["model"]).ShouldBe(["b", "a"]);
        simulated["policy"]!["dropped"]!.AsArray().Select(d => $"{d!["model"]} {d["reason"]}").ShouldBe(
            [$"{routing.Scenario.Model} is no member of the group", "nobody is no member of the group", "c cannot serve this request", "b stands twice"]);
        simulated["order"]!.AsArray().Select(d => (string?)d).ShouldBe(["p-b/up-b", "p-a/up-a"]);
    }

    [Fact]
    public async Task Whatever_a_script_does_the_call_is_made_by_the_fallback_strategy_and_says_why()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddScriptAsync("return [];");
        await routing.MakeGroupAsync("policy", new { policy = "order", policy_fallback = "priority", members = new[] { new { model = "a", priority = 2 }, new { model = "b", priority = 1 } } });
        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "policy-fallback-empty"));

        foreach (var (body, reason) in new[]
        {
            ("for (;;) {}", "timeout"), ("const kept: unknown[] = []; for (;;) kept.push([1]);", "memory"), ("const f = (): number => 1 + f(); f(); return [];", "recursion"),
            ("throw new Error('no');", "threw"), ("return 5 as unknown as PolicyOrder;", "invalid-answer"), ("return new Array(5000).fill('a');", "too-large"), ("return ['nobody'];", "empty"),
        })
        {
            (await routing.Admin.PostAsync($"policies/{policy.Id}/versions", new { script = new { source = PolicyGateway.Script(body), timeout_ms = reason == "timeout" ? 50 : 200, memory_mb = 1 } })).Succeeded();
            var etag = (await routing.Admin.GetAsync($"policies/{policy.Id}")).ETag;
            (await routing.Admin.SendAsync(HttpMethod.Post, $"policies/{policy.Id}/activate", new { }, etag)).Succeeded();

            using var response = await routing.Caller.ChatAsync(RoutingGateway.Group);

            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            RoutingGateway.Header(response, "x-signalbox-deployment").ShouldBe("p-b/up-b", body);
            RoutingGateway.Header(response, "x-signalbox-route-reason").ShouldBe($"policy-fallback-{reason}", body);
            ((long)(await routing.RunningAsync(policy.Id))["outcomes"]![reason]!).ShouldBe(1, body);
            (await routing.MetricsAsync()).ShouldContain($"outcome=\"{reason}\"}} 1");
        }
    }

    [Fact]
    public async Task One_that_keeps_failing_is_left_alone_and_that_is_an_event()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddScriptAsync("throw new Error('no');");
        await routing.MakePolicyGroupAsync();

        for (var i = 0; i < 5; i++) (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy-fallback-threw"));

        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy-fallback-breaker-open"));
        var running = await routing.RunningAsync(policy.Id);
        ((string?)running["breaker"]!["state"]).ShouldBe("open");
        ((string?)running["last_failure"])!.ShouldContain("no");
        var events = (await routing.Admin.GetAsync("routing/health/events?subject=order")).Succeeded().Json.AsArray();
        ((string?)events[0]!["kind"], (string?)events[0]!["event"], (string?)events[0]!["cause"]).ShouldBe(("policy", "opened", "threw"));
        (await routing.MetricsAsync()).ShouldContain("signalbox_policy_breaker{policy=\"order\"} 2");
    }

    [Fact]
    public async Task It_sees_shape_and_state_and_of_names_and_prompts_only_what_is_granted()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddScriptAsync("throw new Error(Object.keys(request).join() + '|' + JSON.stringify(request.body ?? null) + '|' + JSON.stringify(request.metadata ?? null) + '|' + (request.session ?? ''));");
        await routing.MakePolicyGroupAsync();

        var nothing = await SeenAsync([]);
        var metadata = await SeenAsync(["metadata"]);
        var prompts = await SeenAsync(["prompts"]);

        nothing.ShouldBe("group,tags,api,stream,uses,input_tokens,output_tokens,text_bytes,at,organization_id,team_id,project_id,user_id,key_id,environment|null|null|");
        metadata.ShouldEndWith(",names,session,metadata|null|{\"tier\":\"gold\"}|s-1");
        prompts.ShouldContain("body|{\"messages\":[{\"role\":\"user\",\"content\":\"the secret prompt\"}]");
        var trail = await routing.Admin.ListAsync("audit-events?object_kind=policy");
        trail.Where(e => (string?)e["action"] == "update").Select(e => e["after"]!["grant"]!.ToJsonString()).ShouldBe(["""["prompts"]""", """["metadata"]"""]);

        async Task<string> SeenAsync(string[] grant)
        {
            (await routing.Admin.PatchAsync($"policies/{policy.Id}", new { grant })).Succeeded();
            var simulated = (await routing.SimulateAsync(new
            {
                session = "s-1",
                body = new { messages = new[] { new { role = "user", content = "the secret prompt" } }, metadata = new { tier = "gold" } },
            })).Succeeded().Json;
            return ((string)simulated["policy"]!["detail"]!).Split(" (line")[0];
        }
    }

    [Fact]
    public async Task A_run_takes_no_call_with_it_however_many_come_at_once()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddScriptAsync("if (Math.random() < 0.5) throw new Error('now and then'); return ['b', 'a'];");
        await routing.MakePolicyGroupAsync();

        var calls = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => routing.CallAsync()));

        calls.ShouldAllBe(call => call.Status == 200);
    }
}
