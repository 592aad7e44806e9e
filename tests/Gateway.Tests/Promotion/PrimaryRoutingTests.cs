using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Promotion;

/// <summary>What serves a call of a group of strategy primary, and what the call says of it.</summary>
public sealed class PrimaryRoutingTests(TestDatabase databases)
{
    private static readonly Dictionary<string, string?> WithDefault = new() { ["SIGNALBOX_DEFAULT_MODEL"] = "plain" };

    [Fact]
    public async Task A_primary_that_fails_gives_way_to_the_configured_members_and_then_to_a_default_the_caller_may_call()
    {
        await using var registry = await RegistryGateway.StartAsync(databases, WithDefault);
        await registry.MakeGroupAsync(new { fallback = new[] { "c" } });
        await registry.GrantAsync("plain");

        Fail(registry, "up-a");
        using (var response = await registry.Caller.ChatAsync(RegistryGateway.Group))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.GetValues("x-signalbox-route-reason").ShouldBe(["configured"]);
            response.Headers.GetValues("x-signalbox-deployment").ShouldBe(["upstream/up-c"]);
            var record = await RecordAsync(registry, response);
            ((string?)record["route_reason"]).ShouldBe("configured");
        }
        Fail(registry, "up-c");
        (await registry.CallAsync()).ShouldBe((200, "upstream/up-plain", "default-fallback"));

        (await MetricAsync(registry, "configured")).ShouldBe(1);
        (await MetricAsync(registry, "default-fallback")).ShouldBe(1);
        using var ready = await registry.Gateway.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        var reasons = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["reasons"]!.AsArray();
        reasons.Select(reason => $"{reason!["code"]} {reason["blocks"]}").ShouldContain("route-default false");
    }

    [Fact]
    public async Task A_default_outside_of_the_group_serves_no_one_who_may_not_call_it()
    {
        await using var registry = await RegistryGateway.StartAsync(databases, WithDefault);
        await registry.MakeGroupAsync(new { fallback = Array.Empty<string>() });
        Fail(registry, "up-a");

        var refused = await registry.CallAsync();

        refused.Status.ShouldBe(502);
        registry.Upstream.Chats.ShouldNotContain(seen => seen.Model == "up-plain");
        (await MetricAsync(registry, "default-fallback")).ShouldBe(0);
    }

    [Fact]
    public async Task The_demo_answers_last_where_it_is_enabled_and_says_what_it_is()
    {
        await using var registry = await RegistryGateway.StartAsync(databases, demo: true);
        (await registry.Admin.PostAsync("providers", new { name = "demo", kind = "demo" })).Succeeded();
        (await registry.Admin.PostAsync("models", new { name = "demo", deployments = new[] { new { provider = "demo", upstream_model = "demo" } } })).Succeeded();
        await registry.MakeGroupAsync(new { fallback = Array.Empty<string>() });
        await registry.GrantAsync("plain");
        await registry.GrantAsync("demo");
        registry.Upstream.Default = UpstreamBehavior.Error(500, "{}");

        (await registry.CallAsync()).ShouldBe((200, "demo/demo", "demo-fallback"));
    }

    [Fact]
    public async Task A_grant_of_the_group_lets_its_members_serve_and_does_not_make_them_callable()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();

        (await registry.CallAsync()).Status.ShouldBe(200);
        using var direct = await registry.Caller.ChatAsync("a");
        direct.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_primary_that_is_switched_off_gives_way_at_the_next_call()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var a = (await registry.Admin.ListAsync("models")).Single(model => (string?)model["name"] == "a");

        (await registry.Admin.PatchAsync($"models/{a["id"]}", new { enabled = false })).Succeeded();

        (await registry.CallAsync()).ShouldBe((200, "upstream/up-b", "configured"));
    }

    private static void Fail(RegistryGateway registry, string upstreamModel) =>
        registry.Upstream.WhenModel(upstreamModel, UpstreamBehavior.Error(500, "{}"));

    private static async Task<JsonNode> RecordAsync(RegistryGateway registry, HttpResponseMessage response) =>
        (await Eventually.ValueAsync(() => registry.Admin.GetAsync($"requests/{response.Headers.GetValues("x-request-id").Single()}"), reply => reply.Status == HttpStatusCode.OK)).Json;

    private static async Task<double> MetricAsync(RegistryGateway registry, string reason)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Authorization = new("Bearer", registry.Gateway.AdminKey);
        using var response = await registry.Gateway.Http.SendAsync(request);
        var line = (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n')
            .SingleOrDefault(line => line.StartsWith("signalbox_route_fallbacks_total{", StringComparison.Ordinal) && line.Contains($"reason=\"{reason}\"", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
