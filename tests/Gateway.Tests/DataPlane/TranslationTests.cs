using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Calls in one dialect to upstreams of the other.</summary>
public sealed class TranslationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private string _claude = "";

    public async ValueTask InitializeAsync() => _claude = await fixture.ModelAtAsync(new { kind = "anthropic", api_key = "sk-ant-for-tests" });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_chat_completion_is_answered_by_claude()
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""
            {"model":"{{_claude}}","temperature":0.5,"stop":["END"],"max_tokens":100,"messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="} }]}]}
            """));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = fixture.Upstream.Messages[^1].Json!;
        ((string?)sent["model"], (int)sent["max_tokens"]!, (double)sent["temperature"]!).ShouldBe((_claude, 100, 0.5));
        sent["system"]!.ToJsonString().ShouldContain("Be brief.");
        sent["stop_sequences"]!.ToJsonString().ShouldBe("""["END"]""");
        sent["messages"]![0]!["content"]![1]!["source"]!.ToJsonString().ShouldBe("""{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}""");
        var answer = await BodyAsync(response);
        ((string?)answer["object"], (string?)answer["choices"]![0]!["message"]!["content"], (string?)answer["choices"]![0]!["finish_reason"])
            .ShouldBe(("chat.completion", "Hello from the fake upstream.", "stop"));
        ((int)answer["usage"]!["prompt_tokens"]!, (int)answer["usage"]!["completion_tokens"]!, (int)answer["usage"]!["prompt_tokens_details"]!["cached_tokens"]!).ShouldBe((20, 10, 4));
        var record = await fixture.RecordAsync(response);
        ((long)record["tokens_input"]!, (long)record["tokens_output"]!, (long)record["tokens_cached"]!, (string?)record["api"]).ShouldBe((20L, 10L, 4L, "chat_completions"));
    }

    [Fact]
    public async Task A_stream_of_claude_s_comes_as_chunks_with_usage_for_whoever_asked()
    {
        using var response = await fixture.Caller.ChatAsync(_claude, stream: true, usage: true);
        var read = await response.ReadStreamAsync();

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        read.IsDone.ShouldBeTrue();
        read.Text.ShouldBe("Hello from the fake upstream.");
        read.Chunks.Select(c => (string?)c["id"]).Distinct().Count().ShouldBe(1);
        ((string?)read.Chunks[0]["choices"]![0]!["delta"]!["role"]).ShouldBe("assistant");
        ((int)read.Usage!["prompt_tokens"]!, (int)read.Usage["completion_tokens"]!).ShouldBe((20, 10));
        read.Chunks[^1]["choices"]!.AsArray().ShouldBeEmpty(); // R32
        ((string?)read.Chunks[^2]["choices"]![0]!["finish_reason"]).ShouldBe("stop");
        ((double)(await fixture.RecordAsync(response))["ttft_ms"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Each_translated_event_arrives_when_it_was_sent()
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Chunks = 4, BetweenChunks = TimeSpan.FromMilliseconds(150) });

        using var response = await fixture.Caller.ChatAsync(_claude, stream: true);
        var read = await response.ReadStreamAsync();

        var content = read.Events.Where(e => e.Data?.Contains("\"content\":\"", StringComparison.Ordinal) == true).ToList();
        (content[^1].At - content[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_are_called_and_answered_through_messages_on_a_chat_upstream(bool stream) // Claude Code on a model of another kind
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("read_file", """{"path":"a.txt"}"""), new("read_file", """{"path":"b.txt"}""")] });

        using var first = await fixture.Caller.PostAsync("v1/messages", Json($$"""
            {"model":"{{fixture.Scenario.Model}}","max_tokens":100,"stream":{{(stream ? "true" : "false")}},"system":[{"type":"text","text":"You edit files.","cache_control":{"type":"ephemeral"} }],
             "tools":[{"name":"read_file","description":"Reads.","input_schema":{"type":"object","properties":{"path":{"type":"string"} } } }],
             "messages":[{"role":"user","content":"Compare a and b."}]}
            """));
        var blocks = stream ? MessageBlocks.Of(await first.ReadStreamAsync()) : [.. (await BodyAsync(first))["content"]!.AsArray().Select(b => b!)];

        var tools = blocks.Where(b => (string?)b["type"] == "tool_use").ToList();
        tools.Select(t => (string?)t["input"]!["path"]).ShouldBe(["a.txt", "b.txt"]);
        var sent = fixture.Upstream.Chats[^1].Json!;
        ((string?)sent["tools"]![0]!["function"]!["name"], (string?)sent["messages"]![0]!["role"]).ShouldBe(("read_file", "system"));

        using var second = await fixture.Caller.PostAsync("v1/messages", new JsonObject
        {
            ["model"] = fixture.Scenario.Model,
            ["max_tokens"] = 100,
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "Compare a and b." },
                new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray([.. blocks.Select(b => b.DeepClone())]) },
                new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray([.. tools.Select((t, i) => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = (string?)t["id"], ["content"] = $"content {i}" })]),
                }),
        });

        ((string?)(await BodyAsync(second))["content"]![0]!["text"], second.StatusCode).ShouldBe(("Hello from the fake upstream.", HttpStatusCode.OK));
        var messages = fixture.Upstream.Chats[^1].Json!["messages"]!.AsArray();
        messages.Select(m => (string?)m!["role"]).ShouldBe(["user", "assistant", "tool", "tool"]);
        messages[1]!["tool_calls"]!.AsArray().Select(c => (string?)c!["id"]).ShouldBe(messages.Skip(2).Select(m => (string?)m!["tool_call_id"]));
        ((string?)messages[3]!["content"]).ShouldBe("content 1");
    }

    [Fact]
    public async Task A_stream_of_chunks_comes_as_anthropic_s_events_in_order()
    {
        using var response = await fixture.Caller.PostAsync("v1/messages", Json($$"""{"model":"{{fixture.Scenario.Model}}","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"Hello"}]}"""));
        var read = await response.ReadStreamAsync();

        read.Events.Select(e => e.Event).Distinct().ShouldBe(["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"]);
        MessageBlocks.Of(read).Single()["text"]!.GetValue<string>().ShouldBe("Hello from the fake upstream.");
        var end = read.Chunks[^2];
        ((string?)end["delta"]!["stop_reason"], (int)end["usage"]!["output_tokens"]!).ShouldBe(("end_turn", 10));
        fixture.Upstream.Chats[^1].AsksForUsage.ShouldBeTrue();
    }

    [Fact]
    public async Task Thoughts_and_their_proof_are_shown_to_chat_clients() // R57
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Thinking = "Let me see." });

        using var response = await fixture.Caller.ChatAsync(_claude);

        var message = (await BodyAsync(response))["choices"]![0]!["message"]!;
        ((string?)message["reasoning_content"], (string?)message["thinking_blocks"]![0]!["signature"]).ShouldBe(("Let me see.", "sig-of-the-fake"));
    }

    [Fact]
    public async Task What_cannot_be_said_in_the_other_dialect_is_told()
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{_claude}}","seed":7,"logit_bias":{"5":1},"max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=seed,logit_bias");
    }

    [Fact]
    public async Task What_the_model_would_refuse_beside_something_else_is_told_too() // R65
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{_claude}}","reasoning_effort":"high","max_tokens":1000,"messages":[{"role":"user","content":"Hello"}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=reasoning_effort");
        fixture.Upstream.Messages[^1].Json!["thinking"].ShouldBeNull();
    }

    [Fact]
    public async Task A_model_that_does_not_go_on_from_its_own_turn_is_asked_to_which_is_told()
    {
        var model = await fixture.ModelAtAsync(new { kind = "anthropic", api_key = "sk-ant-for-tests" }, upstreamModel: "claude-opus-4-7");

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":"Count."},{"role":"assistant","content":"One,"}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("emulated=messages[]");
        fixture.Upstream.Messages[^1].Json!["messages"]!.AsArray().Select(message => (string?)message!["role"]).ShouldBe(["user", "assistant", "user"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_of_claude_s_ends_at_white_space_which_is_told(bool stream)
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{_claude}}","stop":[" from","END"," "],"stream":{{(stream ? "true" : "false")}},"max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("emulated=stop");
        fixture.Upstream.Messages[^1].Json!["stop_sequences"]!.ToJsonString().ShouldBe("""[" from","END"]""");
        var (text, reason) = stream ? await StreamedAsync() : await WholeAsync();
        (text, reason).ShouldBe(("Hello", "stop"));

        async Task<(string?, string?)> WholeAsync()
        {
            var choice = (await BodyAsync(response))["choices"]![0]!;
            return ((string?)choice["message"]!["content"], (string?)choice["finish_reason"]);
        }

        async Task<(string?, string?)> StreamedAsync()
        {
            var read = await response.ReadStreamAsync();
            return (read.Text, read.Chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => (string?)choice!["finish_reason"]).Last());
        }
    }

    [Fact]
    public async Task What_would_change_the_meaning_is_refused_before_any_upstream()
    {
        var before = fixture.Upstream.Count;

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{_claude}}","n":2,"messages":[{"role":"user","content":"Hello"}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await BodyAsync(response))["error"]!;
        ((string?)error["code"], (string?)error["param"]).ShouldBe(("invalid-request", "n"));
        fixture.Upstream.Count.ShouldBe(before);
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (int)record["attempts"]!).ShouldBe(("refused", 0));
    }

    [Theory]
    [InlineData("""{"role":"tool","tool_call_id":"nobody","content":"x"}""", "messages[0].tool_call_id")]
    [InlineData("""{"role":"user","content":7}""", "messages[0].content")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,!!!"} }]}""", "messages[0].content[0].image_url.url")]
    public async Task A_request_that_cannot_be_read_is_the_caller_s_400(string message, string param)
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{_claude}}","messages":[{{message}}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await BodyAsync(response))["error"]!;
        ((string?)error["code"], (string?)error["param"]).ShouldBe(("invalid-request", param));
    }

    [Fact]
    public async Task A_schema_that_refers_to_somewhere_else_is_refused_since_nobody_fetches_it()
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""
            {"model":"{{_claude}}","messages":[{"role":"user","content":"Hello"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"$ref":"https://schemas.example/a.json"} } } } }]}
            """));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await BodyAsync(response))["error"]!;
        ((string?)error["param"], (string?)error["code"]).ShouldBe(("tools", "invalid-request"));
        ((string?)error["message"]).ShouldNotBeNull().ShouldContain("$defs");
    }

    [Theory]
    [InlineData(Ask.Chat, "response_format", "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":SCHEMA}}")]
    [InlineData(Ask.Responses, "text.format", "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":SCHEMA}}")]
    [InlineData(Ask.Messages, "output_config.format", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":SCHEMA}}")]
    public async Task So_is_the_schema_of_an_answer_by_its_field(string path, string field, string more)
    {
        var model = path == Ask.Messages ? await fixture.ModelAtAsync(new { }) : _claude;
        var schema = """{"type":"object","properties":{"a":{"$ref":"https://schemas.example/a.json"}}}""";

        using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, model, more: "," + more.Replace("SCHEMA", schema, StringComparison.Ordinal)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await BodyAsync(response))["error"]!;
        if (path != Ask.Messages) ((string?)error["param"]).ShouldBe(field);
        ((string?)error["message"]).ShouldNotBeNull().ShouldStartWith($"The schema in \"{field}\" has a \"$ref\"");
    }

    [Fact]
    public async Task Base64_that_is_none_is_refused_in_anthropic_s_form()
    {
        var model = await fixture.ModelAtAsync(new { });
        using var response = await fixture.Caller.PostAsync("v1/messages", Json($$"""
            {"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"data:image/png;base64,AAAA"} }]}]}
            """));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await BodyAsync(response))["error"]!["message"]).ShouldNotBeNull().ShouldContain("messages.0.content.0.source.data");
    }

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(404, "not_found_error")]
    public async Task An_upstream_s_refusal_comes_in_the_caller_s_form(int status, string type)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.AnthropicError(status, type, "no such thing for sk-ant-for-tests"));

        using var response = await fixture.Caller.ChatAsync(_claude);

        ((int)response.StatusCode).ShouldBe(status);
        var error = (await BodyAsync(response))["error"]!;
        ((string?)error["message"]).ShouldNotBeNull().ShouldContain("no such thing for [credential removed]");
        ((string?)error["type"]).ShouldBe("invalid_request_error");
    }

    [Theory]
    [InlineData(StreamEnding.WithoutFinish)]
    [InlineData(StreamEnding.ErrorEvent)]
    [InlineData(StreamEnding.Truncated)]
    public async Task A_translated_stream_that_breaks_off_ends_in_the_caller_s_error(StreamEnding ending) // R41
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = ending }, new UpstreamBehavior { Ending = ending });

        using var chat = await fixture.Caller.ChatAsync(_claude, stream: true);
        var chunks = await chat.ReadStreamAsync();
        using var message = await fixture.Caller.PostAsync("v1/messages", Json($$"""{"model":"{{fixture.Scenario.Model}}","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hello"}]}"""));
        var events = await message.ReadStreamAsync();

        chunks.IsDone.ShouldBeFalse();
        chunks.Error.ShouldNotBeNull();
        events.Events[^1].Event.ShouldBe("error");
        events.Events.ShouldNotContain(e => e.Event == "message_stop");
    }

    [Fact]
    public async Task An_overload_before_the_first_content_moves_on_to_the_next_member()
    {
        var other = await fixture.ModelAtAsync(new { kind = "anthropic", retries = 0 });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = other }, new { model = fixture.Scenario.Model } } });
        await fixture.GrantAsync(group);
        fixture.Upstream.WhenModel(other, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\nevent: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")));

        using var response = await fixture.Caller.ChatAsync(group, stream: true);
        var read = await response.ReadStreamAsync();

        (read.Text, read.IsDone).ShouldBe(("Hello from the fake upstream.", true));
        response.Headers.GetValues("x-signalbox-route-reason").Single().ShouldBe("failover");
    }

    [Fact]
    public async Task An_upstream_that_streams_unasked_is_gathered_and_one_that_does_not_stream_is_streamed()
    {
        var stream = Encoding.UTF8.GetBytes(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hi\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        fixture.Upstream.Enqueue(
            UpstreamBehavior.ExactStream(stream),
            UpstreamBehavior.Exact("""{"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}"""));

        using var whole = await fixture.Caller.ChatAsync(_claude);
        using var streamed = await fixture.Caller.ChatAsync(_claude, stream: true);
        var read = await streamed.ReadStreamAsync();

        ((string?)(await BodyAsync(whole))["choices"]![0]!["message"]!["content"]).ShouldBe("hi");
        (read.Text, read.IsDone).ShouldBe(("hi", true));
    }

    [Fact]
    public async Task The_upstream_is_left_when_the_caller_of_a_translated_stream_leaves() // R74
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Chunks = 200, BetweenChunks = TimeSpan.FromMilliseconds(50) });
        using var leaving = new CancellationTokenSource();
        var response = await fixture.Caller.ChatAsync(_claude, stream: true, cancellationToken: leaving.Token);
        var seen = fixture.Upstream.Messages[^1];

        response.Dispose();
        await leaving.CancelAsync();

        await seen.WhenAborted.WaitAsync(TimeSpan.FromSeconds(3));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
