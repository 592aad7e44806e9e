using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Routing;
using Microsoft.AspNetCore.Http;
using Testing.Net;

namespace Gateway.Tests.Policies;

/// <summary>A server of the operator's orders the members; whatever it does, the call is made.</summary>
public sealed class ExternalPolicyTests(TestDatabase databases)
{
    [Fact]
    public async Task It_is_asked_by_post_with_its_credential_and_its_order_is_taken()
    {
        var asked = new List<(string Authorization, JsonNode Body)>();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            asked.Add((context.Request.Headers.Authorization.ToString(), (await JsonNode.ParseAsync(context.Request.Body))!));
            await context.Response.WriteAsync("""{"schema":"signalbox.policy-answer.v1","order":[{"model":"b","reason":"cheaper today"},"a"],"anything":1}""");
        });
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddExternalAsync(At(server), credential: "s3cret-token");
        await routing.MakePolicyGroupAsync();

        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "policy"));

        asked.Count.ShouldBe(1);
        asked[0].Authorization.ShouldBe("Bearer s3cret-token");
        ((string?)asked[0].Body["schema"], (string?)asked[0].Body["request"]!["group"]).ShouldBe(("signalbox.policy-question.v1", RoutingGateway.Group));
        asked[0].Body["members"]!.AsArray().Select(m => (string?)m!["model"]).ShouldBe(["a", "b"]);
        asked[0].Body["request"]!.AsObject().ContainsKey("body").ShouldBeFalse();
        var shown = await routing.Admin.GetAsync($"policies/{policy.Id}");
        ((bool)shown.Json["has_credential"]!, shown.Text.Contains("s3cret", StringComparison.Ordinal)).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_it_answers_wrongly_late_or_not_at_all_leaves_the_call_to_the_fallback_strategy()
    {
        var answer = (RequestDelegate)(context => context.Response.WriteAsync("[]"));
        await using var inward = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("""["b"]"""));
        await using var server = await LoopbackServer.StartAsync(context => answer(context));
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = await routing.AddExternalAsync(At(server));
        await routing.MakePolicyGroupAsync();
        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy-fallback-empty"));

        foreach (var (reason, behavior) in new (string, RequestDelegate)[]
        {
            ("timeout", context => Task.Delay(Timeout.Infinite, context.RequestAborted)),
            ("timeout", async context => { await context.Response.WriteAsync("""["b" """); await context.Response.Body.FlushAsync(); await Task.Delay(Timeout.Infinite, context.RequestAborted); }),
            ("bad-status", context => { context.Response.StatusCode = 500; return Task.CompletedTask; }),
            ("bad-status", context => { context.Response.StatusCode = 302; context.Response.Headers.Location = "/"; return Task.CompletedTask; }),
            ("egress-refused", context => Redirect(context, $"http://localhost:{inward.Port}/")),
            ("egress-refused", context => Redirect(context, "http://169.254.169.254/latest/meta-data")),
            ("egress-refused", context => Redirect(context, "file:///etc/passwd")),
            ("egress-refused", context => Redirect(context, "/")),
            ("invalid-answer", context => context.Response.WriteAsync("<html>")),
            ("invalid-answer", context => context.Response.WriteAsync("""{"order":"b"}""")),
            ("invalid-answer", context => context.Response.WriteAsync("""{"order":[{"member":"b"}]}""")),
            ("invalid-answer", context => context.Response.WriteAsync("""{"schema":"signalbox.policy-answer.v9","order":["b"]}""")),
            ("empty", context => context.Response.WriteAsync($$"""{"order":["nobody","{{routing.Scenario.Model}}"]}""")),
            ("too-large", context => context.Response.WriteAsync("\"" + new string('x', 70_000) + "\"")),
            ("unreachable", context => { context.Abort(); return Task.CompletedTask; }),
        })
        {
            answer = behavior;
            // Each begins with a breaker that has seen nothing.
            (await routing.Admin.PatchAsync($"policies/{policy.Id}", new { description = Guid.NewGuid().ToString() })).Succeeded();

            var call = await routing.CallAsync();

            call.ShouldBe((200, "p-a/up-a", $"policy-fallback-{reason}"));
        }
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_named_is_followed_and_the_credential_stays_behind()
    {
        var seen = "";
        await using var other = await LoopbackServer.StartAsync(context =>
        {
            seen = $"{context.Request.Method} {context.Request.Headers.Authorization}";
            return context.Response.WriteAsync("""["b"]""");
        });
        await using var server = await LoopbackServer.StartAsync(context => Redirect(context, $"http://localhost:{other.Port}/"));
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddExternalAsync(new { url = server.Url, allow_hosts = new[] { "127.0.0.1", "localhost" }, allow_http = true, allow_private = true, timeout_ms = 5000 }, credential: "s3cret-token");
        await routing.MakePolicyGroupAsync();

        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "policy"));
        seen.ShouldBe("POST ");
    }

    [Fact]
    public async Task One_that_hangs_is_left_alone_after_a_few_calls_and_no_more_than_its_share_wait_at_once()
    {
        await using var server = await LoopbackServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddExternalAsync(new { url = server.Url, allow_hosts = new[] { "127.0.0.1" }, allow_http = true, allow_private = true, timeout_ms = 1000, max_concurrency = 2 });
        await routing.MakePolicyGroupAsync();

        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => routing.CallAsync()));
        together.ShouldAllBe(call => call.Status == 200);
        together.Count(call => call.Reason == "policy-fallback-busy").ShouldBeGreaterThan(0);
        for (var i = 0; i < 5; i++) await routing.CallAsync();

        (await routing.CallAsync()).Reason.ShouldBe("policy-fallback-breaker-open");
    }

    [Fact]
    public async Task An_answer_serves_calls_that_are_alike_for_as_long_as_it_may()
    {
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync("""["b"]""");
        });
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddExternalAsync(new { url = server.Url, allow_hosts = new[] { "127.0.0.1" }, allow_http = true, allow_private = true, timeout_ms = 5000, cache_seconds = 3600 });
        await routing.MakePolicyGroupAsync();

        for (var i = 0; i < 5; i++) (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "policy"));
        asked.ShouldBe(1);
        (await routing.SimulateAsync(new { shape = new { text_bytes = 100_000 } })).Succeeded();
        asked.ShouldBe(2, "a long request is not like a short one");
    }

    [Theory]
    [InlineData("""{"url":"http://policy.example/","allow_hosts":["policy.example"]}""", "external.url")]
    [InlineData("""{"url":"https://user:pass@policy.example/","allow_hosts":["policy.example"]}""", "external.url")]
    [InlineData("""{"url":"https://10.0.0.1/","allow_hosts":["10.0.0.1"]}""", "external.url")]
    [InlineData("""{"url":"https://169.254.169.254/","allow_hosts":["169.254.169.254"],"allow_private":true}""", "external.url")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":["*.example"]}""", "external.allow_hosts[0]")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":["https://policy.example"]}""", "external.allow_hosts[0]")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":["other.example"]}""", "external.allow_hosts")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":[]}""", "external.allow_hosts")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":["policy.example"],"timeout_ms":0}""", "external.timeout_ms")]
    [InlineData("""{"url":"https://policy.example/","allow_hosts":["policy.example"],"cache_seconds":-1}""", "external.cache_seconds")]
    public void What_may_not_be_asked_is_refused_when_it_is_written(string external, string field)
    {
        var errors = new Signalbox.Admin.FieldErrors();

        Signalbox.Policies.PolicyRules.CheckVersion(errors, "external", System.Text.Json.JsonSerializer.Deserialize($$"""{"external":{{external}}}""", Signalbox.Policies.PolicyJson.Default.PolicyVersionDraft)!);

        errors.All.Select(error => error.Field).ShouldContain(field);
    }

    private static object At(LoopbackServer server) => new { url = server.Url, allow_hosts = new[] { "127.0.0.1" }, allow_http = true, allow_private = true, timeout_ms = 2000 };

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}
