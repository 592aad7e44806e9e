using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Upstreams whose media types are wrong, that send pages and texts, or whose streams stop anywhere.</summary>
public sealed class LyingUpstreamTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string ChatSaid =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"北🚂\"}}]}\n\n";

    private const string ClaudeSaid =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\n"
        + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
        + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n"
        + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"北🚂\"}}\n\n";

    private const string Finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private const string ChatStream = ChatSaid + Finish + "\n\ndata: [DONE]\n\n";

    private const string ClaudeStream = ClaudeSaid + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private const string ChatAnswer = """{"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"whole"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""";

    private readonly Dictionary<string, string> _models = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var kind in new[] { "openai_compatible", "anthropic" }) _models[kind] = await fixture.ModelAtAsync(new { kind, retries = 0 });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("openai_compatible", "application/json")]
    [InlineData("openai_compatible", "text/plain")]
    [InlineData("anthropic", "application/json")]
    [InlineData("anthropic", "application/octet-stream")]
    public async Task A_stream_that_is_labelled_as_something_else_is_a_stream(string kind, string label)
    {
        var bytes = Encoding.UTF8.GetBytes(kind == "anthropic" ? ClaudeStream : ChatStream);
        foreach (var size in new[] { 1, 50, bytes.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. bytes.Chunk(size)]) with { ContentType = label });

            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models[kind], stream: true));
            var read = await response.ReadStreamAsync();

            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            (read.Text, read.IsDone).ShouldBe(("a北🚂", true), $"pieces of {size}");
        }
    }

    [Theory]
    [InlineData(Finish + "\n\n", true)]
    [InlineData("data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}\n\n" + Finish + "\n\n", false)]
    public async Task Of_several_choices_that_were_asked_for_those_that_came_make_the_answer_when_the_stream_ends_without_a_last_event(string rest, bool isWhole)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([Encoding.UTF8.GetBytes(ChatSaid + rest)]));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models["openai_compatible"], stream: true, ",\"n\":3"));

        (await response.ReadStreamAsync()).IsDone.ShouldBe(isWhole);
        ((string?)(await fixture.RecordAsync(response))["status"]).ShouldBe(isWhole ? "success" : "error");
    }

    [Theory]
    [InlineData("openai_compatible", """{"error":{"message":"no room, says sk-upstream-for-tests","type":"server_error"}}""")]
    [InlineData("anthropic", """{"type":"error","error":{"type":"api_error","message":"no room, says 127.0.0.1"}}""")]
    public async Task An_error_that_is_labelled_as_a_stream_is_told_with_its_words(string kind, string error)
    {
        foreach (var pieces in new[] { 1, error.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. Encoding.UTF8.GetBytes(error).Chunk(pieces)]));

            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models[kind], stream: true));

            var told = await Ask.ErrorAsync(Ask.Chat, response);
            (told.Status, told.Kind).ShouldBe((HttpStatusCode.BadGateway, "upstream-error"));
            told.Message.ShouldNotBeNull().ShouldContain("no room, says");
            told.Message.ShouldNotContain("127.0.0.1");
        }
    }

    [Fact]
    public async Task An_answer_that_is_labelled_as_a_stream_is_an_answer()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(ChatAnswer, "text/event-stream"));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models["openai_compatible"], stream: true));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(ChatAnswer);
    }

    [Theory]
    [InlineData("CANARY the patient is ill")]
    [InlineData("\uFEFF{\"choices\":[{\"message\":{\"content\":\"CANARY\"}}]}")]
    public async Task What_is_no_answer_stands_in_no_record(string body)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(body, "text/plain"));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models["openai_compatible"]));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await fixture.RecordAsync(response)).ToJsonString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData(200, "<html><body>nginx 1.2</body></html>", "text/html", 502)]
    [InlineData(200, "<html><body>nginx 1.2</body></html>", "text/event-stream", 502)]
    [InlineData(503, "<html><body>nginx 1.2</body></html>", "text/html", 503)]
    [InlineData(404, "<html><body>nginx 1.2</body></html>", "text/html", 404)]
    public async Task A_page_for_a_browser_is_no_answer_and_is_not_repeated(int status, string page, string label, int expected)
    {
        foreach (var (kind, stream) in new[] { ("openai_compatible", false), ("openai_compatible", true), ("anthropic", true) })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.Exact(page, label) with { Status = status });

            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models[kind], stream));

            if (label == "text/event-stream" && !stream) response.IsSuccessStatusCode.ShouldBeFalse();
            var told = await Ask.ErrorAsync(Ask.Chat, response);
            ((int)told.Status).ShouldBe(expected);
            told.Message.ShouldNotBeNull().ShouldNotContain("nginx");
        }
    }

    [Fact]
    public async Task The_words_of_a_proxy_that_says_success_are_told()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact("upstream connect error or reset before headers", "text/plain"));

        using var response = await fixture.Caller.PostAsync(Ask.Messages, Ask.Body(Ask.Messages, _models["openai_compatible"], stream: true));

        var told = await Ask.ErrorAsync(Ask.Messages, response);
        (told.Status, told.Kind).ShouldBe((HttpStatusCode.BadGateway, "api_error"));
        told.Message.ShouldNotBeNull().ShouldContain("reset before headers");
    }

    [Theory]
    [InlineData("openai_compatible", ChatSaid)]
    [InlineData("anthropic", ClaudeSaid)]
    public async Task A_stream_that_stops_inside_an_event_or_a_character_ends_in_an_error_behind_whole_events(string kind, string said) // R41, R52
    {
        var bytes = Encoding.UTF8.GetBytes(said);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var end = said.LastIndexOf("data:", StringComparison.Ordinal);
        for (var cut = Encoding.UTF8.GetByteCount(said.AsSpan(0, end)); cut < bytes.Length; cut += cut < bytes.Length - 24 ? 7 : 1)
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(bytes[..cut]));

            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models[kind], stream: true));
            var text = strict.GetString(await response.Content.ReadAsByteArrayAsync());

            var data = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame.Trim('\n')["data: ".Length..])!).ToList();
            ((string?)data[^1]["error"]!["code"]).ShouldBe("upstream-error", $"cut at {cut}");
            var content = string.Concat(data.Select(chunk => (string?)chunk["choices"]?[0]?["delta"]?["content"]));
            new[] { "a", "a北🚂" }.ShouldContain(content, $"cut at {cut}");
        }
    }

    [Fact]
    public async Task A_last_event_that_lacks_only_its_blank_line_is_passed_on_whole() // R39, R42
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(ChatSaid + Finish)));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _models["openai_compatible"], stream: true));
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        ((string?)read.Chunks[^1]["choices"]![0]!["finish_reason"]).ShouldBe("stop");
    }
}
