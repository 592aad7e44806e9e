using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Limits;

/// <summary>R14: a stream is debited while it goes on, and ends well-formed where its operator wants it to end with the limit.</summary>
public sealed class CutOffTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    /// <summary>Some seven thousand tokens of text, in events of a kilobyte: more than is held for a call without a cap.</summary>
    private static readonly UpstreamBehavior Long = new() { Text = string.Join(' ', Enumerable.Repeat("railway", 7000)), Chunks = 60, BetweenChunks = TimeSpan.FromMilliseconds(20) };

    [Theory]
    [InlineData("v1/chat/completions")]
    [InlineData("v1/messages")]
    [InlineData("v1/responses")]
    public async Task A_stream_that_outgrows_its_limit_ends_as_one_that_reached_its_length_R14(string path)
    {
        var (caller, id) = await KeyAsync(new { tpm = 4600, cut_off = true });
        fixture.Upstream.Enqueue(Long);

        using var response = await caller.PostAsync(path, Body(path));
        var text = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        switch (path)
        {
            case "v1/chat/completions":
                text.ShouldContain("\"finish_reason\":\"length\"");
                text.ShouldEndWith("data: [DONE]\n\n");
                break;
            case "v1/messages":
                text.ShouldContain("\"stop_reason\":\"max_tokens\"");
                text.TrimEnd().ShouldEndWith("data: {\"type\":\"message_stop\"}");
                text.Split("content_block_stop").Length.ShouldBe(3);
                break;
            default:
                text.ShouldContain("event: response.incomplete");
                text.ShouldContain("max_output_tokens");
                break;
        }
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (string?)record["code"]).ShouldBe(("success", "cut-off-by-limit"));
        record["reason_codes"]!.AsArray().Select(word => (string?)word).ShouldBe(["tokens-per-minute-cut-off", "at-key"]);
        // It went beyond by what came between two looks at most, some two kilobytes of text.
        ((long)(await StandingAsync(id))["taken"]!).ShouldBeInRange(4600, 5400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_of_several_choices_that_has_not_ended_gets_an_end_then_the_usage_comes_and_the_last_event_R14(bool asksForUsage)
    {
        var (caller, _) = await KeyAsync(new { tpm = 5200, cut_off = true });
        var words = string.Join(' ', Enumerable.Repeat("railway", 120));
        // The second has ended long before, which is no end of the others.
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(
            [.. Enumerable.Range(0, 90).Select(i => Chunk(i % 3, i == 4 ? "stop" : null, i % 3 == 1 && i > 4 ? "" : words)), "data: [DONE]\n\n"u8.ToArray()]) with { BetweenChunks = TimeSpan.FromMilliseconds(10) });
        var body = Body("v1/chat/completions");
        body["n"] = 3;
        if (asksForUsage) body["stream_options"] = new JsonObject { ["include_usage"] = true };

        using var response = await caller.PostAsync("v1/chat/completions", body);
        var text = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldEndWith("data: [DONE]\n\n");
        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Select(line => JsonNode.Parse(line["data: ".Length..])!).ToList();
        events.SelectMany(e => e["choices"]!.AsArray()).Where(choice => choice!["finish_reason"] is not null).Select(choice => ((int)choice!["index"]!, (string?)choice["finish_reason"]))
            .ShouldBe([(1, "stop"), (0, "length"), (2, "length")]);
        events.Select(e => (string?)e["id"]).Distinct().ShouldBe(["chatcmpl-three"]);
        var usage = events[^1]["usage"];
        if (asksForUsage) ((long)usage!["completion_tokens"]!).ShouldBeGreaterThan(0);
        else usage.ShouldBeNull();
        events.Count.ShouldBeLessThan(90);
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (string?)record["code"]).ShouldBe(("success", "cut-off-by-limit"));

        static byte[] Chunk(int index, string? finish, string content)
        {
            var choice = new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["content"] = content }, ["finish_reason"] = finish };
            var chunk = new JsonObject { ["id"] = "chatcmpl-three", ["object"] = "chat.completion.chunk", ["created"] = 1795219200, ["model"] = "gpt-4o-mini", ["choices"] = new JsonArray(choice) };
            return System.Text.Encoding.UTF8.GetBytes($"data: {chunk.ToJsonString()}\n\n");
        }
    }

    [Fact]
    public async Task A_stream_of_responses_that_is_passed_on_ends_whole_and_can_be_gone_on_from_R14()
    {
        var model = fixture.Name("passed");
        await fixture.MakeAsync("providers", new { name = model, kind = "openai", base_url = fixture.Upstream.BaseUrl, api_key = "sk-upstream-for-tests", allow_private = true, allow_http = true });
        await fixture.MakeAsync("models", new { name = model, deployments = new[] { new { provider = model, upstream_model = model, capabilities = new[] { "chat", "responses" } } } });
        await fixture.GrantAsync(model);
        var (caller, _) = await KeyAsync(new { tpm = 4600, cut_off = true });
        fixture.Upstream.WhenModel(model, Long with { Thinking = "Hm, long." });

        using var response = await caller.PostAsync("v1/responses", new JsonObject { ["model"] = model, ["input"] = "Hi", ["stream"] = true });
        var events = (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!).ToList();

        fixture.Upstream.For(UpstreamApi.Responses).Count(r => r.Model == model).ShouldBe(1, "it is passed on, not translated");
        events.Select((data, i) => (long?)data["sequence_number"] ?? i).ShouldBe(Enumerable.Range(0, events.Count).Select(i => (long)i));
        var last = events[^1];
        (string.Join(' ', events.TakeLast(4).Select(e => (string?)e["type"]))).ShouldBe("response.output_text.done response.content_part.done response.output_item.done response.incomplete");
        ((string?)last["response"]!["status"], (string?)last["response"]!["incomplete_details"]!["reason"]).ShouldBe(("incomplete", "max_output_tokens"));
        var told = string.Concat(events.Where(e => (string?)e["type"] == "response.output_text.delta").Select(e => (string?)e["delta"]));
        ((string?)last["response"]!["output"]!.AsArray()[^1]!["content"]![0]!["text"]).ShouldBe(told);
        ((string?)(await fixture.RecordAsync(response))["code"]).ShouldBe("cut-off-by-limit");

        // What was kept of it is what its caller has.
        using var kept = await caller.GetAsync($"v1/responses/{(string?)last["response"]!["id"]}");
        ((string?)JsonNode.Parse(await kept.Content.ReadAsStringAsync())!["status"]).ShouldBe("incomplete");
    }

    [Fact]
    public async Task Without_the_setting_it_goes_on_and_is_seen_to_take_more_meanwhile()
    {
        var (caller, id) = await KeyAsync(new { tpm = 4600 });
        fixture.Upstream.Enqueue(Long with { BetweenChunks = TimeSpan.FromMilliseconds(60) });

        using var response = await caller.ChatAsync(fixture.Scenario.Model, stream: true);
        await Eventually.ValueAsync(() => StandingAsync(id), standing => (long)standing["reserved"]! > 4600, TimeSpan.FromSeconds(30), "it holds more than there is");
        var stream = await response.ReadStreamAsync();

        stream.IsDone.ShouldBeTrue();
        ((string?)(await fixture.RecordAsync(response))["code"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_budget_cuts_off_too_and_an_exempt_key_is_never_cut_off()
    {
        // 4,096 tokens out cost 2,458 micro-dollars.
        var budget = new { amount = 0.0027m, period = "day", cut_off = true };
        var (caller, _) = await KeyAsync(null, budget);
        fixture.Upstream.Enqueue(Long, Long);
        using (var response = await caller.ChatAsync(fixture.Scenario.Model, stream: true)) (await response.Content.ReadAsStringAsync()).ShouldContain("\"finish_reason\":\"length\"");

        var (exempt, _) = await KeyAsync(new { exempt = true }, budget);
        using (var response = await exempt.ChatAsync(fixture.Scenario.Model, stream: true)) (await response.Content.ReadAsStringAsync()).ShouldContain("\"finish_reason\":\"stop\"");
    }

    private JsonObject Body(string path) => path switch
    {
        // Without a cap where the dialect allows that; with one that says less than comes where it does not.
        "v1/messages" => new() { ["model"] = fixture.Scenario.Model, ["max_tokens"] = 4096, ["stream"] = true, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) },
        "v1/responses" => new() { ["model"] = fixture.Scenario.Model, ["input"] = "Hi", ["stream"] = true },
        _ => new() { ["model"] = fixture.Scenario.Model, ["stream"] = true, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) },
    };

    private async Task<(CallerClient Caller, string Id)> KeyAsync(object? limits, object? budget = null)
    {
        var key = await fixture.MakeAsync("keys", new { team_id = fixture.Scenario.TeamId, name = fixture.Name("cut"), limits, budget });
        return (fixture.Gateway.Caller(key["secret"]), key.Id);
    }

    private async Task<JsonNode> StandingAsync(string keyId) =>
        (await fixture.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().Single()!;
}
