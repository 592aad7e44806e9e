using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>OpenAI's responses: passed on to a provider of the kind <c>openai</c>, translated for all others.</summary>
public sealed class ResponsesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Usage = "\"usage\":{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":10,\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":30}";

    [Fact]
    public async Task Between_like_and_like_all_bytes_pass()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-openai-for-tests" });
        const string answer = "{\"id\":\"resp_1\", \"object\":\"response\",\"novel\":[1],\"status\":\"completed\",\"output\":[{\"type\":\"odd\"}]," + Usage + "}\n";
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(answer));
        var body = "{ \"input\":[{\"type\":\"novel\",\"x\":1.50}],\"model\":\"" + model + "\",\"store\":false,\"unknown\":{} }";

        using var response = await fixture.Caller.PostAsync("v1/responses", Json(body));

        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Text, seen.Headers["Authorization"]).ShouldBe(("/v1/responses", body, "Bearer sk-openai-for-tests"));
        var record = await fixture.RecordAsync(response);
        ((long)record["tokens_input"]!, (long)record["tokens_output"]!, (long)record["tokens_cached"]!, (long)record["tokens_reasoning"]!, (string?)record["api"]).ShouldBe((20L, 10L, 4L, 2L, "responses"));
    }

    [Fact]
    public async Task Events_pass_byte_for_byte_wherever_they_were_split() // R52
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var bytes = Encoding.UTF8.GetBytes(
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\"}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"Guten Tag 北🚂\"}\n\n"
            + "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[]," + Usage + "}}\n\n");
        foreach (var size in new[] { 1, 7, bytes.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. bytes.Chunk(size)]));
            using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","input":"hi","stream":true}"""));

            (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes, $"pieces of {size}");
            ((long)(await fixture.RecordAsync(response))["tokens_output"]!).ShouldBe(10L);
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_off_ends_in_an_error_with_the_next_number() // R41, R73
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\"}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"a\"}\n\n")));

        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","input":"hi","stream":true}"""));
        var read = await response.ReadStreamAsync();

        (read.Events[^1].Event, (long)read.Chunks[^1]["sequence_number"]!).ShouldBe(("error", 2L));
        ((string?)(await fixture.RecordAsync(response))["status"]).ShouldBe("error");
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    public async Task A_model_of_another_api_answers(string kind)
    {
        var model = await ModelAsync(kind);

        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","instructions":"Be brief.","input":"Hello","store":false}"""));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)answer["object"], (string?)answer["status"], (string?)answer["output"]![0]!["content"]![0]!["text"]).ShouldBe(("response", "completed", "Hello from the fake upstream."));
        ((int)answer["usage"]!["input_tokens"]!, (int)answer["usage"]!["input_tokens_details"]!["cached_tokens"]!, (int)answer["usage"]!["output_tokens"]!).ShouldBe((20, 4, 10));
        fixture.Upstream.Requests[^1].Text.ShouldContain("Be brief.");
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    public async Task Events_of_a_translated_stream_come_in_order_with_ids_that_stay(string kind) // R69, R70
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("read_file", """{"path":"a.txt"}"""), new("apply_patch", """{"input":"*** Begin"}""")] });

        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""
            {"model":"{{model}}","stream":true,"store":false,"input":[{"role":"developer","content":"You edit files."},{"type":"message","role":"user","content":[{"type":"input_text","text":"Go."}]}],
             "tools":[{"type":"function","name":"read_file","parameters":{"type":"object","properties":{} },"strict":false},{"type":"custom","name":"apply_patch"},{"type":"web_search"}]}
            """));
        var read = await response.ReadStreamAsync();

        read.Events[0].Event.ShouldBe("response.created");
        read.Events[^1].Event.ShouldBe("response.completed");
        read.Chunks.Select(c => (long)c["sequence_number"]!).ShouldBe(Enumerable.Range(0, read.Chunks.Count).Select(i => (long)i));
        read.Chunks.Where(c => c["response"] is not null).Select(c => (string?)c["response"]!["id"]).Distinct().Count().ShouldBe(1);
        var done = read.Chunks.Where(c => (string?)c["type"] == "response.output_item.done").Select(c => c["item"]!).ToList();
        done.Select(i => (string?)i["type"]).ShouldBe(["function_call", "custom_tool_call"]);
        ((string?)done[0]["arguments"], (string?)done[1]["input"]).ShouldBe(("""{"path":"a.txt"}""", "*** Begin"));
        JsonNode.DeepEquals(new JsonArray([.. done.Select(i => i.DeepClone())]), read.Chunks[^1]["response"]!["output"]).ShouldBeTrue();
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldContain("tools[]");
    }

    [Fact]
    public async Task A_translated_stream_that_breaks_off_fails_in_the_caller_s_words() // R73
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.WithoutFinish });

        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{fixture.Scenario.Model}}","input":"hi","stream":true}"""));
        var read = await response.ReadStreamAsync();

        read.Events.TakeLast(2).Select(e => e.Event).ShouldBe(["error", "response.failed"]);
        ((string?)read.Chunks[^1]["response"]!["status"]).ShouldBe("failed");
    }

    [Theory]
    [InlineData("\"conversation\":\"conv_1\"", "conversation")]
    [InlineData("\"prompt\":{\"id\":\"pmpt_1\"}", "prompt")]
    [InlineData("\"background\":true", "background")]
    public async Task What_only_openai_has_is_refused_elsewhere(string field, string param)
    {
        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{fixture.Scenario.Model}}","input":"hi",{{field}} }"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["param"]).ShouldBe(param);
    }

    [Fact]
    public async Task A_websocket_is_refused_so_that_codex_goes_on_without()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/responses");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");

        using var response = await fixture.Gateway.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(426);
    }

    private async Task<string> ModelAsync(string kind) => kind == "anthropic" ? await fixture.ModelAtAsync(new { kind }) : fixture.Scenario.Model;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
