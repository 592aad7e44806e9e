using System.Collections.Concurrent;
using System.Net;
using Gateway.Tests.Routing;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Testing.Net;
using Testing.Time;

namespace Gateway.Tests.Policies;

/// <summary>A version is tried on recorded calls before it is in force.</summary>
public sealed class PolicyTrialTests(TestDatabase databases)
{
    [Fact]
    public async Task It_says_where_recorded_calls_would_go_what_that_would_cost_and_what_would_fail()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c", input: 10, output: 20);
        var policy = await routing.AddScriptAsync("return ['a'];");
        await routing.MakeGroupAsync("policy", new { policy = "order" }, "a", "c");
        for (var i = 0; i < 6; i++) (await routing.CallAsync()).Deployment.ShouldBe("p-a/up-a");
        await Eventually.ValueAsync(() => routing.Admin.ListAsync("requests"), requests => requests.Count == 6);
        var sent = routing.Upstream.Chats.Count;
        await VersionAsync("return [{ model: 'c', reason: 'dearer' }];");

        var moved = (await TestAsync(new { route_group = RoutingGateway.Group })).Succeeded().Json;
        await VersionAsync("if (request.stream === false) throw new Error('no'); return ['c'];");
        var failing = (await TestAsync(new { route_group = RoutingGateway.Group, version = 3, calls = 4 })).Succeeded().Json;

        ((int)moved["version"]!, (string?)moved["compared_with"], (int)moved["calls"]!, (int)moved["changed"]!).ShouldBe((2, "version 1 of order", 6, 6));
        moved["members"]!.AsArray().Select(m => $"{m!["model"]} {m["current_share"]} {m["share"]}").ShouldBe(["a 1 0", "c 0 1"]);
        ((decimal)moved["cost_usd"]!).ShouldBe((decimal)moved["current_cost_usd"]! * 10);
        ((int)moved["outcomes"]!["decided"]!, (string?)moved["examples"]![0]!["reason"]).ShouldBe((6, "dearer"));
        ((long)moved["p50_us"]!).ShouldBeGreaterThan(0);
        ((int)failing["outcomes"]!["threw"]!, (int)failing["changed"]!, (int)failing["calls"]!).ShouldBe((4, 0, 4), "what fails leaves the calls to the fallback strategy");
        routing.Upstream.Chats.Count.ShouldBe(sent);
        (await routing.CallAsync()).Deployment.ShouldBe("p-a/up-a", "version 1 is in force all along");

        (await TestAsync(new { route_group = "nobody" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await TestAsync(new { route_group = RoutingGateway.Group, version = 9 })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await TestAsync(new { route_group = RoutingGateway.Group, calls = 0 })).Status.ShouldBe(HttpStatusCode.BadRequest);

        Task<Testing.Gateway.AdminReply> TestAsync(object draft) => routing.Admin.PostAsync($"policies/{policy.Id}/test", draft);
        async Task VersionAsync(string body) => (await routing.Admin.PostAsync($"policies/{policy.Id}/versions", new { script = new { source = PolicyGateway.Script(body), timeout_ms = 200 } })).Succeeded();
    }

    [Fact]
    public async Task A_server_that_was_asked_for_a_trial_is_let_go_when_that_is_over()
    {
        var connections = new ConcurrentQueue<CancellationToken>();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            connections.Enqueue(context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed);
            return context.Response.WriteAsync("""{"schema":"signalbox.policy-answer.v1","order":["a"]}""");
        });
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddExternalAsync(new { url = server.Url, allow_hosts = new[] { "127.0.0.1" }, allow_http = true, allow_private = true, timeout_ms = 5000 });
        await routing.MakePolicyGroupAsync();
        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy"));
        await Eventually.ValueAsync(() => routing.Admin.ListAsync("requests"), requests => requests.Count == 1);

        (await routing.Admin.PostAsync($"policies/{policy.Id}/test", new { route_group = RoutingGateway.Group })).Succeeded();

        connections.Count.ShouldBe(3, "the call, and both sides of the trial");
        await Eventually.TrueAsync(() => connections.Skip(1).All(closed => closed.IsCancellationRequested), TimeSpan.FromSeconds(20), "the trial's connections are closed");
    }
}
