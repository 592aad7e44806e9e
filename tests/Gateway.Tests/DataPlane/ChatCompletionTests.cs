using System.Text;
using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

public sealed class ChatCompletionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_body_goes_up_byte_for_byte_but_for_the_model()
    {
        var model = fixture.Scenario.Model;
        var body = "{ \"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9llo 北京 🚂\"}],\n  \"x_unknown\": {\"deep\":[1.50,1e3,null]},\"model\" : \"" + model + "\", \"temperature\":0.70 }";

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Raw(body));

        response.EnsureSuccessStatusCode();
        fixture.Upstream.Chats[^1].Text.ShouldBe(body.Replace($"\"{model}\"", "\"gpt-4o-mini\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_answer_comes_down_byte_for_byte()
    {
        const string answer = "{\"id\":\"x\",  \"object\":\"chat.completion\",\"novel\":{\"a\":[ 1 ]},\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}}\n";
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(answer));

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task The_upstream_gets_its_own_credential_and_never_the_caller_s()
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        response.EnsureSuccessStatusCode();
        var seen = fixture.Upstream.Chats[^1];
        seen.Headers["Authorization"].ShouldBe("Bearer sk-upstream-for-tests");
        seen.Headers.Values.ShouldNotContain(v => v.Contains(fixture.Scenario.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_leaves_a_record_with_tokens_and_cost()
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        response.EnsureSuccessStatusCode();
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"]).ShouldBe("success");
        ((string?)record["model"]).ShouldBe(fixture.Scenario.Model);
        ((string?)record["deployment"]).ShouldBe("upstream/gpt-4o-mini");
        ((string?)record["organization"]).ShouldBe("acme");
        ((string?)record["team"]).ShouldBe("web");
        ((string?)record["key_id"]).ShouldBe(fixture.Scenario.KeyId);
        (((long)record["tokens_input"]!), ((long)record["tokens_output"]!), ((long)record["tokens_cached"]!), ((long)record["tokens_reasoning"]!)).ShouldBe((20, 10, 4, 2));
        // 16 fresh at 0.15, 4 cached at 0.075, 10 out at 0.60 per million: 8.7 micro-USD.
        ((long)record["cost_micros"]!).ShouldBe(9);
        ((int)record["attempts"]!).ShouldBe(1);
        ((double)record["latency_ms"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Response_headers_say_what_happened()
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        Header(response, "x-signalbox-model").ShouldBe(fixture.Scenario.Model);
        Header(response, "x-signalbox-deployment").ShouldBe("upstream/gpt-4o-mini");
        Header(response, "x-signalbox-route-reason").ShouldBe("direct");
        Header(response, "x-signalbox-attempts").ShouldBe("1");
        Header(response, "x-request-id").Length.ShouldBe(26);
    }

    [Fact]
    public async Task A_failed_attempt_is_repeated_before_anything_was_sent()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(500, "boom"), new UpstreamBehavior { ResetBeforeAnswer = true }, new UpstreamBehavior());

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        Header(response, "x-signalbox-attempts").ShouldBe("3");
        var record = await fixture.RecordAsync(response);
        record["attempt_details"]!.AsArray().Count.ShouldBe(3);
        ((string?)record["attempt_details"]![0]!["error"]).ShouldBe("upstream-error");
        var begun = record["attempt_details"]!.AsArray().Select(a => (Start: (long)a!["start_ms"]!, Took: (long)a["duration_ms"]!)).ToArray();
        for (var i = 1; i < begun.Length; i++)
            begun[i].Start.ShouldBeGreaterThanOrEqualTo(begun[i - 1].Start + begun[i - 1].Took - 1, "an attempt begins after the one before it, whole milliseconds apart");
        (begun[^1].Start + begun[^1].Took).ShouldBeLessThanOrEqualTo((long)Math.Ceiling((double)record["latency_ms"]!));
    }

    [Fact]
    public async Task The_next_member_of_a_group_answers_when_the_first_fails()
    {
        var broken = await fixture.ModelAtAsync(new { retries = 0 });
        fixture.Upstream.WhenModel(broken, UpstreamBehavior.OpenAIError(503, "overloaded"));
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = broken }, new { model = fixture.Scenario.Model } } });
        await fixture.GrantAsync(group);

        using var response = await fixture.Caller.ChatAsync(group);

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        Header(response, "x-signalbox-deployment").ShouldBe("upstream/gpt-4o-mini");
        Header(response, "x-signalbox-route-reason").ShouldBe("failover");
    }

    [Fact]
    public async Task A_grant_of_a_group_does_not_make_its_members_callable()
    {
        var hidden = await fixture.ModelAtAsync(new { });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, members = new[] { new { model = hidden } } });
        await fixture.GrantAsync(group);
        var team = await fixture.MakeAsync("teams", new { organization_id = fixture.Scenario.OrganizationId, name = fixture.Name("team"), access = new { mode = "restrict", grants = new[] { group } } });
        var caller = fixture.Gateway.Caller((await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id }))["secret"]);

        using var throughGroup = await caller.ChatAsync(group);
        using var directly = await caller.ChatAsync(hidden);

        throughGroup.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        directly.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_upstream_4xx_comes_through_with_its_body_but_without_credential_and_host()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Error(422,
            $"{{\"error\":{{\"message\":\"bad thing for sk-upstream-for-tests at {fixture.Upstream.BaseUrl}\",\"type\":\"novel\",\"code\":\"odd\"}}}}"));

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        ((int)response.StatusCode).ShouldBe(422);
        var text = await response.Content.ReadAsStringAsync();
        ((string?)JsonNode.Parse(text)!["error"]!["type"]).ShouldBe("novel");
        text.ShouldNotContain("sk-upstream-for-tests");
        text.ShouldNotContain($":{fixture.Upstream.Port}");
    }

    [Fact]
    public async Task Retry_after_of_a_throttled_upstream_is_passed_on()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(429, "rate_limit_exceeded", retryAfter: "7"));

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[1,2,3]")]
    [InlineData("{\"error\":{\"message\":\"inside a 200\",\"type\":\"server_error\",\"code\":null}}")] // R48
    public async Task An_invalid_answer_is_a_502_in_openai_s_form(string answer)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(answer), UpstreamBehavior.Exact(answer), UpstreamBehavior.Exact(answer));

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);
        fixture.Upstream.Forget();

        ((int)response.StatusCode).ShouldBe(502);
        ((string?)(await ErrorAsync(response))["code"]).ShouldBe("upstream-error");
    }

    [Fact]
    public async Task An_upstream_that_never_answers_is_a_504_after_the_first_byte_timeout() // R53
    {
        var model = await fixture.ModelAtAsync(new { timeouts = new { first_byte_ms = 300 }, retries = 0 });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { NeverAnswer = true });

        using var response = await fixture.Caller.ChatAsync(model);

        ((int)response.StatusCode).ShouldBe(504);
        ((string?)(await ErrorAsync(response))["code"]).ShouldBe("upstream-timeout");
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_a_502()
    {
        var model = await fixture.ModelAtAsync(new { retries = 0 }, $"http://127.0.0.1:{Testing.Net.FreePort.Next()}/v1");

        using var response = await fixture.Caller.ChatAsync(model);

        ((int)response.StatusCode).ShouldBe(502);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task The_caller_s_disconnect_cancels_the_upstream_at_once() // R74
    {
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { NeverAnswer = true });
        using var leaving = new CancellationTokenSource();
        var call = fixture.Caller.ChatAsync(model, cancellationToken: leaving.Token);
        var seen = await Testing.Time.Eventually.ValueAsync(() => Task.FromResult(fixture.Upstream.Chats.FirstOrDefault(c => c.Model == model)), c => c is not null);

        await leaving.CancelAsync();

        await seen!.WhenAborted.WaitAsync(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<OperationCanceledException>(call);
        var records = await Testing.Time.Eventually.ValueAsync(() => fixture.Admin.ListAsync($"requests?model={model}"), list => list.Count > 0);
        ((string?)records[0]["status"]).ShouldBe("disconnected");
    }

    private static StringContent Raw(string body) => new(body, Encoding.UTF8, "application/json");

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static async Task<JsonNode> ErrorAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
}
