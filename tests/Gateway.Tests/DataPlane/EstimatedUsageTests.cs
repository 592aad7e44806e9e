using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>What is recorded where no provider tells the tokens, or not all of them.</summary>
public sealed class EstimatedUsageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string MessageStart =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n"
        + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_usage_is_recorded_with_an_estimate(bool stream)
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Usage = null, Text = new string('x', 400) });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: stream);
        _ = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var record = await fixture.RecordAsync(response);
        ((string?)record["usage_source"], (string?)record["status"], (long)record["tokens_output"]!).ShouldBe(("estimated", "success", 100L));
        ((long)record["tokens_input"]!).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task An_answer_with_usage_is_not()
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        _ = await response.Content.ReadAsStringAsync();

        var record = await fixture.RecordAsync(response);
        ((string?)record["usage_source"], (long)record["tokens_input"]!, (long)record["tokens_output"]!).ShouldBe(("provider", 20L, 10L));
    }

    [Fact]
    public async Task A_caller_that_leaves_before_usage_is_billed_what_it_was_given() // R28
    {
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { Chunks = 200, BetweenChunks = TimeSpan.FromMilliseconds(50), Text = new string('x', 20_000) });
        var response = await fixture.Caller.ChatAsync(model, stream: true);
        var requestId = response.Headers.GetValues("x-request-id").Single();
        await using (var stream = await response.Content.ReadAsStreamAsync())
            await stream.ReadExactlyAsync(new byte[2000]);

        response.Dispose();

        var record = await fixture.RecordAsync(requestId);
        ((string?)record["usage_source"], (string?)record["status"]).ShouldBe(("estimated", "disconnected"));
        ((long)record["tokens_output"]!).ShouldBeInRange(10, 6000);
        ((long)record["tokens_input"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Counts_told_at_the_beginning_of_a_stream_that_breaks_off_do_not_stand_for_its_whole()
    {
        var model = await fixture.ModelAtAsync(new { kind = "anthropic", api_key = "sk-ant-for-tests" });
        var delta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + new string('x', 400) + "\"}}\n\n";
        fixture.Upstream.WhenModel(model, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(MessageStart + delta)));

        using var response = await MessageAsync("v1/messages", Message(model, stream: true));
        (await response.Content.ReadAsStringAsync()).ShouldContain("event: error");

        var record = await fixture.RecordAsync(response);
        ((string?)record["usage_source"], (long)record["tokens_input"]!).ShouldBe(("estimated", 7L));
        ((long)record["tokens_output"]!).ShouldBeGreaterThanOrEqualTo(100L);
    }

    [Fact]
    public async Task The_start_of_a_translated_message_tells_an_estimate_and_its_end_the_count() // R47
    {
        using var response = await MessageAsync("v1/messages", Message(fixture.Scenario.Model, stream: true));
        var events = (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!).ToList();

        ((long)events.Single(e => (string?)e["type"] == "message_start")["message"]!["usage"]!["input_tokens"]!).ShouldBeInRange(5, 60);
        var end = events.Single(e => (string?)e["type"] == "message_delta")["usage"]!;
        ((long)end["input_tokens"]! + ((long?)end["cache_read_input_tokens"] ?? 0)).ShouldBe(20);
        ((string?)(await fixture.RecordAsync(response))["usage_source"]).ShouldBe("provider");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_translated_message_without_usage_ends_with_the_estimate(bool stream)
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Usage = null, Text = new string('x', 400) });

        using var response = await MessageAsync("v1/messages", Message(fixture.Scenario.Model, stream));
        var body = await response.Content.ReadAsStringAsync();

        var end = stream ? body.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!).Single(e => (string?)e["type"] == "message_delta") : JsonNode.Parse(body)!;
        var record = await fixture.RecordAsync(response);
        ((long)end["usage"]!["output_tokens"]!, (string?)record["usage_source"], (long)record["tokens_output"]!).ShouldBe((100L, "estimated", 100L));
        ((long)end["usage"]!["input_tokens"]!).ShouldBeInRange(1, 60);
        if (!stream) ((long)end["usage"]!["input_tokens"]!).ShouldBe((long)record["tokens_input"]!);
    }

    [Fact]
    public async Task Tokens_are_counted_from_text_and_tools()
    {
        // gpt-4o's encoding: 3 before the answer, 3 for the message, 14 for the text; 8 for the tool, 1 for its name, and its schema.
        var body = JsonNode.Parse("""{"messages":[{"role":"user","content":"The gateway stands between those who call models and those who run them."}]}""")!.AsObject();
        body["model"] = fixture.Scenario.Model;
        (await CountAsync(body)).ShouldBe(20);

        body["tools"] = JsonNode.Parse("""[{"name":"weather","input_schema":{"type":"object"}}]""");
        (await CountAsync(body)).ShouldBeInRange(20 + 8 + 1 + 4, 20 + 8 + 1 + 12);
    }

    private async Task<long> CountAsync(JsonObject body)
    {
        using var response = await MessageAsync("v1/messages/count_tokens", body.ToJsonString());
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("emulated=input_tokens");
        return (long)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["input_tokens"]!;
    }

    private async Task<HttpResponseMessage> MessageAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", $"Bearer {fixture.Scenario.Key}");
        return await fixture.Gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static string Message(string model, bool stream) =>
        $$"""{"model":"{{model}}","max_tokens":100,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Say hello."}]}""";
}
