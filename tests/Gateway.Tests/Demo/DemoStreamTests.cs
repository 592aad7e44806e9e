using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Models.Demo;
using Testing.Time;

namespace Gateway.Tests.Demo;

public sealed class DemoStreamTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly HttpMessageInvoker _http;

    public DemoStreamTests() => _http = new HttpMessageInvoker(new DemoUpstream(_clock));

    [Fact]
    public async Task A_stream_begins_with_the_role_ends_with_the_reason_and_done_and_says_what_the_whole_answer_says()
    {
        var (chunks, ended) = await StreamAsync(Ask());
        var whole = JsonNode.Parse(await (await SendAsync(DemoAsk.With("Hello"))).Content.ReadAsStringAsync())!;

        ended.ShouldBeTrue();
        chunks.ShouldAllBe(c => (string?)c["object"] == "chat.completion.chunk" && (string?)c["id"] == (string?)chunks[0]["id"]);
        ((string?)Delta(chunks[0])["role"], (string?)Delta(chunks[0])["content"]).ShouldBe(("assistant", ""));
        string.Concat(chunks.Select(c => (string?)Delta(c)["content"])).ShouldBe((string?)whole["choices"]![0]!["message"]!["content"]);
        Delta(chunks[^1]).AsObject().Count.ShouldBe(0);
        chunks.Select(c => (string?)c["choices"]![0]!["finish_reason"]).Where(r => r is not null).ShouldBe(["stop"]);
    }

    [Fact]
    public async Task Usage_stands_in_a_last_chunk_of_its_own_only_when_asked_for()
    {
        var (without, _) = await StreamAsync(Ask());
        var (with, _) = await StreamAsync(Ask(r => r["stream_options"] = new JsonObject { ["include_usage"] = true }));

        without.ShouldAllBe(c => !c.AsObject().ContainsKey("usage"));
        with.Count.ShouldBe(without.Count + 1);
        with.SkipLast(1).ShouldAllBe(c => c.AsObject().ContainsKey("usage") && c["usage"] == null);
        with[^1]["choices"]!.AsArray().ShouldBeEmpty();
        ((long)with[^1]["usage"]!["total_tokens"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_tool_call_comes_in_pieces_that_join_to_valid_arguments()
    {
        var parameters = JsonNode.Parse("""{ "type": "object", "properties": { "city": { "type": "string" } } }""");
        var (chunks, _) = await StreamAsync(Ask(r => (r["tools"], r["tool_choice"]) = (new JsonArray(DemoAsk.Tool("weather", parameters)), "required")));
        var calls = chunks.SelectMany(c => Delta(c)["tool_calls"]?.AsArray() ?? []).ToList();

        calls.ShouldAllBe(c => (int)c!["index"]! == 0);
        ((string?)calls[0]!["type"], (string?)calls[0]!["function"]!["name"]).ShouldBe(("function", "weather"));
        ((string)calls[0]!["id"]!).ShouldStartWith("call_");
        calls.Skip(1).ShouldAllBe(c => !c!.AsObject().ContainsKey("id"));
        JsonNode.Parse(string.Concat(calls.Select(c => (string?)c!["function"]!["arguments"])))!.ToJsonString().ShouldBe("""{"city":"demo"}""");
        ((string?)chunks[^1]["choices"]![0]!["finish_reason"]).ShouldBe("tool_calls");
    }

    [Fact]
    public async Task Several_answers_are_told_apart_by_their_index()
    {
        var (chunks, _) = await StreamAsync(Ask(r => r["n"] = 2));
        var texts = chunks.GroupBy(c => (int)c["choices"]![0]!["index"]!).Select(g => string.Concat(g.Select(c => (string?)Delta(c)["content"]))).ToList();

        texts.Count.ShouldBe(2);
        texts[0].ShouldBe(texts[1]);
    }

    [Fact]
    public async Task The_slow_model_takes_its_time_between_tokens()
    {
        using var response = await SendAsync(Ask(r => r["model"] = "demo-slow"));
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];

        for (var chunk = 0; chunk < 3; chunk++)
        {
            var reading = stream.ReadAsync(buffer).AsTask();
            await Eventually.TrueAsync(() => _clock.PendingTimers == 1);
            reading.IsCompleted.ShouldBeFalse("nothing comes before its time");
            _clock.Advance(TimeSpan.FromMilliseconds(150));
            var read = await reading;
            Encoding.UTF8.GetString(buffer, 0, read).ShouldStartWith("data: {");
            Encoding.UTF8.GetString(buffer, 0, read).ShouldEndWith("}\n\n");
        }
    }

    [Fact]
    public async Task A_canceled_call_stops_and_its_answer_does_not_seem_to_end_well()
    {
        using var canceling = new CancellationTokenSource();
        using var response = await SendAsync(Ask(r => r["model"] = "demo-slow"), canceling.Token);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await Eventually.TrueAsync(() => _clock.PendingTimers == 1);

        await canceling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => stream.CopyToAsync(Stream.Null));
        _clock.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_writing()
    {
        var response = await SendAsync(Ask(r => r["model"] = "demo-slow"));
        await Eventually.TrueAsync(() => _clock.PendingTimers == 1);

        response.Dispose();
        _clock.Advance(TimeSpan.FromMilliseconds(150));

        await Eventually.TrueAsync(() => _clock.PendingTimers == 0);
    }

    public void Dispose() => _http.Dispose();

    private static string Ask(Action<JsonObject>? change = null) => DemoAsk.With("Hello", request =>
    {
        request["stream"] = true;
        change?.Invoke(request);
    });

    private static JsonNode Delta(JsonNode chunk) => chunk["choices"]!.AsArray() is [{ } choice, ..] ? choice["delta"]! : new JsonObject();

    private async Task<(IReadOnlyList<JsonNode> Chunks, bool Ended)> StreamAsync(string body)
    {
        using var response = await SendAsync(body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        events.ShouldAllBe(e => e.StartsWith("data: ", StringComparison.Ordinal));
        var ended = events[^1] == "data: [DONE]";
        return ([.. events.SkipLast(ended ? 1 : 0).Select(e => JsonNode.Parse(e["data: ".Length..])!)], ended);
    }

    private Task<HttpResponseMessage> SendAsync(string body, CancellationToken cancellation = default) => _http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "http://demo.invalid/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") },
        cancellation);
}
