using System.Net;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Routing;

/// <summary>Calls keep away from what fails or is throttled, come back to it, and say so.</summary>
public sealed class HealthTests(TestDatabase databases)
{
    [Fact]
    public async Task A_member_that_fails_is_passed_over_without_an_attempt_until_a_probe_succeeds()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 3, cooldown_seconds = 1 });
        await routing.MakeGroupAsync();
        routing.Set("a", UpstreamBehavior.Error(500, "{}"));

        for (var i = 0; i < 3; i++) (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "failover"));
        var asked = routing.Upstream.Chats.Count(seen => seen.Model == "up-a");
        using (var response = await routing.Caller.ChatAsync(RoutingGateway.Group))
        {
            RoutingGateway.Header(response, "x-signalbox-route-reason").ShouldBe("avoided-unhealthy");
            RoutingGateway.Header(response, "x-signalbox-attempts").ShouldBe("1");
            ((string?)(await routing.RecordAsync(response))["route_reason"]).ShouldBe("avoided-unhealthy");
        }
        asked.ShouldBe(3);

        var opened = (await routing.Admin.GetAsync("routing/health/events?subject=p-a/up-a")).Succeeded().Json.AsArray()[^1]!;
        ((string?)opened["event"], (string?)opened["trigger"], (string?)opened["cause"], (double?)opened["value"], (double?)opened["threshold"])
            .ShouldBe(("opened", "consecutive-failures", "upstream-error", 3, 3));
        ((long)opened["detection_ms"]!).ShouldBeLessThan(5_000);
        (await routing.MetricsAsync()).ShouldContain("""signalbox_health_events_total{subject="p-a/up-a",event="opened",trigger="consecutive-failures"} 1""");

        routing.Set("a", new UpstreamBehavior());
        await Eventually.ValueAsync(() => routing.CallAsync(), call => call == (200, "p-a/up-a", "static"));
        var health = await routing.HealthAsync("a");
        ((string?)health["health"], (string?)health["breaker"]!["state"]).ShouldBe(("healthy", "closed"));
        health["answer_latency_ms"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_throttled_member_is_left_alone_as_long_as_it_asked_and_is_not_broken()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.MakeGroupAsync();
        routing.Set("a", UpstreamBehavior.OpenAIError(429, "rate_limit_exceeded", retryAfter: "600"));

        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "failover"));
        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "avoided-unhealthy"));

        routing.Upstream.Chats.Count(seen => seen.Model == "up-a").ShouldBe(1);
        var health = await routing.HealthAsync("a");
        ((string?)health["health"], (string?)health["breaker"]!["state"]).ShouldBe(("throttled", "closed"));
        ((long)health["throttled_for_ms"]!).ShouldBeInRange(500_000, 600_000);
    }

    [Fact]
    public async Task With_nothing_healthy_left_one_is_still_asked_and_where_that_is_forbidden_callers_learn_when_to_come_again()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 1, cooldown_seconds = 60, last_resort = false });
        await routing.AddModelAsync("c", health: new { consecutive_failures = 1, cooldown_seconds = 60 });
        await routing.MakeGroupAsync(members: ["a", "b", "c"]);
        await routing.GrantAsync("a");
        routing.Upstream.Default = UpstreamBehavior.Error(500, "{}");
        (await routing.CallAsync()).Status.ShouldBe(502);
        routing.Upstream.Default = new UpstreamBehavior();

        (await routing.CallAsync()).ShouldBe((200, "p-c/up-c", "last-resort"));
        (await routing.CallAsync()).ShouldBe((200, "p-c/up-c", "avoided-unhealthy"));
        using var refused = await routing.Caller.ChatAsync("a");

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("no-healthy-upstream");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        routing.Upstream.Chats.Count(seen => seen.Model == "up-a").ShouldBe(1);
    }

    [Fact]
    public async Task What_a_caller_s_own_request_brings_about_shuts_no_one_out()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 1 });
        await routing.MakeGroupAsync();
        foreach (var status in new[] { 400, 404, 413, 422 })
        {
            routing.Set("a", UpstreamBehavior.OpenAIError(status, "invalid_request"));
            await routing.CallAsync();
        }

        ((string?)(await routing.HealthAsync("a"))["health"]).ShouldBe("healthy");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_in_the_midst_counts_as_a_failure()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 2 });
        await routing.MakeGroupAsync();
        routing.Set("a", new UpstreamBehavior { Ending = StreamEnding.Truncated });
        for (var i = 0; i < 2; i++)
        {
            using var response = await routing.Caller.ChatAsync(RoutingGateway.Group, stream: true);
            (await response.ReadStreamAsync()).ShouldNotBeNull();
        }

        var health = await Eventually.ValueAsync(() => routing.HealthAsync("a"), health => (string?)health["health"] == "broken");
        ((string?)health["breaker"]!["trigger"]).ShouldBe("consecutive-failures");
    }

    [Fact]
    public async Task A_probe_finds_an_upstream_dead_without_a_call_and_alive_again()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var port = FreePort.Next();
        await routing.AddModelAsync("dead", baseUrl: $"http://127.0.0.1:{port}/v1", health: new { probe_interval_seconds = 1, probe_failures = 1 });
        await routing.MakeGroupAsync(members: ["dead", "b"]);

        await Eventually.ValueAsync(() => routing.HealthAsync("dead"), health => (string?)health["health"] == "broken");
        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "avoided-unhealthy"));

        var opened = (await routing.Admin.GetAsync("routing/health/events?subject=p-dead")).Succeeded().Json.AsArray()[^1]!;
        ((string?)opened["trigger"], (string?)opened["cause"]).ShouldBe(("probe", "connect"));
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_refused_by_name()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var refused = await routing.Admin.PostAsync("providers", new
        {
            name = "x", kind = "demo", health = new { failure_percent = 101, window_seconds = 0, cooldown_seconds = 20, max_cooldown_seconds = 10, half_open_calls = 0 },
        });

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(
            ["health.failure_percent", "health.window_seconds", "health.max_cooldown_seconds", "health.half_open_calls"], ignoreOrder: true);
        (await routing.Admin.ApplyAsync("providers: [ { name: y, kind: demo, health: { last_resort: false, stalled_ms: 3000 } } ]")).Succeeded();
        var made = (await routing.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "y");
        ((bool)made["health"]!["last_resort"]!, (int)made["health"]!["stalled_ms"]!, (int)made["health"]!["consecutive_failures"]!).ShouldBe((false, 3000, 5));
    }
}
