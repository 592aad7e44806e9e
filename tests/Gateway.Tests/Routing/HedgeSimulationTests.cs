using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Routing;

/// <summary>Whether a call that is not made would be sent to a second member, by the code that sends calls there.</summary>
public sealed class HedgeSimulationTests(TestDatabase databases)
{
    private static readonly UpstreamBehavior Slow = new() { BeforeHeaders = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task The_second_member_is_named_and_the_call_is_sent_there()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 1, cooldown_seconds = 300 });
        await routing.AddModelAsync("c");
        await GroupAsync(routing, members: ["a", "b", "c"]);
        await routing.GrantAsync("b");
        (await HedgeAsync(routing)).ShouldBe((true, null, "b", "p-b/up-b"));

        routing.Set("b", UpstreamBehavior.Error(500, "{}"));
        await routing.CallAsync("b");
        var hedge = (await routing.SimulateAsync()).Succeeded().Json["hedge"]!;
        routing.Set("a", Slow);
        var call = await routing.CallAsync();

        ((string?)hedge["model"], (string?)hedge["deployment"]).ShouldBe(("c", "p-c/up-c"));
        ((int)hedge["after_ms"]!, (int)hedge["max_percent"]!, (long)hedge["left"]!).ShouldBe((200, 100, 1));
        ((string?)hedge["explanation"]).ShouldBe("If the first has no content after 200 ms, 'c' (p-c/up-c) is asked too. Whichever begins first serves the call.");
        call.ShouldBe((200, "p-c/up-c", "hedged"));
    }

    [Fact]
    public async Task What_is_not_set_hedges_nothing()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.MakeGroupAsync();
        await routing.GrantAsync("a");

        var group = (await routing.SimulateAsync()).Succeeded().Json["hedge"]!;
        (await HedgeAsync(routing, new { target = "a" })).ShouldBe((false, "off", null, null));

        ((bool)group["hedges"]!, (string?)group["reason"], group["after_ms"], group["max_percent"], group["left"], group["model"]).ShouldBe((false, "off", null, null, null, null));
        ((string?)group["explanation"]).ShouldBe("The group sends each call once, since its 'hedge' is not set.");
    }

    [Fact]
    public async Task A_response_that_would_be_kept_is_asked_for_once()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await GroupAsync(routing);

        foreach (var (body, hedges) in new[]
        {
            ("""{"input":"Hello"}""", false), ("""{"input":"Hello","store":true}""", false), ("""{"input":"Hello","store":false,"stream":true}""", true),
        })
        {
            var expected = hedges ? (true, null, "b", "p-b/up-b") : (false, "kept-response", (string?)null, (string?)null);
            (await HedgeAsync(routing, new { api = "responses", body = JsonNode.Parse(body) })).ShouldBe(expected, body);
        }
        foreach (var api in new[] { "chat_completions", "messages" })
            (await HedgeAsync(routing, new { api })).Hedges.ShouldBeTrue(api);
    }

    [Fact]
    public async Task Where_no_other_member_may_be_asked_none_is()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, new { consecutive_failures = 1, cooldown_seconds = 300 });
        await routing.AddModelAsync("c", capabilities: ["chat"]);
        await GroupAsync(routing, "weighted", new { members = new object[] { new { model = "a", weight = 1 }, new { model = "b", weight = 1 }, new { model = "c", weight = 0 } } });
        await routing.GrantAsync("b");
        (await HedgeAsync(routing)).Hedges.ShouldBeTrue();

        routing.Set("b", UpstreamBehavior.Error(500, "{}"));
        await routing.CallAsync("b");

        // c serves only when all others have failed, and lacks tools besides.
        (await HedgeAsync(routing)).ShouldBe((false, "no-member", null, null));
        (await HedgeAsync(routing, new { shape = new { needs = new[] { "tools" } } })).ShouldBe((false, "no-member", null, null));
        (await HedgeAsync(routing, new { shape = new { needs = new[] { "audio" } } })).ShouldBe((false, "no-member", null, null));
    }

    [Fact]
    public async Task A_share_that_is_used_up_is_told_and_asking_takes_nothing_of_it()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await GroupAsync(routing, maxPercent: 20, afterMs: 60_000);

        for (var i = 0; i < 4; i++)
        {
            (await HedgeAsync(routing)).ShouldBe((false, "over-share", null, null), $"after {i} calls");
            (await routing.CallAsync()).Status.ShouldBe(200);
        }

        // The fifth call brings the last part of one.
        for (var i = 0; i < 3; i++) (await HedgeAsync(routing)).ShouldBe((true, null, "b", "p-b/up-b"));
        (await routing.Admin.PatchAsync($"route-groups/{await IdAsync(routing)}", new { hedge = new { after_ms = 100, max_percent = 20 } })).Succeeded();
        routing.Set("a", Slow);
        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "hedged"));
        (await HedgeAsync(routing)).Reason.ShouldBe("over-share");
    }

    private static Task<AdminReply> GroupAsync(RoutingGateway routing, string strategy = "static", object? more = null, int afterMs = 200, int maxPercent = 100, params string[] members)
    {
        var settings = more is null ? new JsonObject() : System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        settings["hedge"] = new JsonObject { ["after_ms"] = afterMs, ["max_percent"] = maxPercent };
        return routing.MakeGroupAsync(strategy, settings, members);
    }

    private static async Task<string> IdAsync(RoutingGateway routing) => (string)(await routing.Admin.ListAsync("route-groups")).Single()["id"]!;

    private static async Task<(bool Hedges, string? Reason, string? Model, string? Deployment)> HedgeAsync(RoutingGateway routing, object? draft = null)
    {
        var hedge = (await routing.SimulateAsync(draft)).Succeeded().Json["hedge"]!;
        return ((bool)hedge["hedges"]!, (string?)hedge["reason"], (string?)hedge["model"], (string?)hedge["deployment"]);
    }
}
