using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Anthropic's messages to an upstream that speaks them too: the same bytes both ways.</summary>
public sealed class MessagesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private string _model = "";

    public async ValueTask InitializeAsync() => _model = await fixture.ModelAtAsync(new { kind = "anthropic", api_key = "sk-ant-for-tests" });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_body_goes_up_byte_for_byte_but_for_the_model()
    {
        var body = "{ \"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9llo 北京 🚂\"}],\n \"novel\": [1.50,null],\"model\" : \"" + _model + "\" }";

        using var response = await fixture.Caller.PostAsync("v1/messages?beta=true", new StringContent(body, Encoding.UTF8, "application/json"));

        response.EnsureSuccessStatusCode();
        var seen = fixture.Upstream.Messages[^1];
        seen.Text.ShouldBe(body);
        seen.Headers["x-api-key"].ShouldBe("sk-ant-for-tests");
        seen.Headers.Keys.ShouldNotContain("Authorization");
        seen.Headers["anthropic-version"].ShouldBe("2023-06-01");
    }

    [Fact]
    public async Task Thoughts_of_an_upstream_that_signs_none_are_taken_out_and_told()
    {
        const string thought = """{"type":"thinking","thinking":"hmm","signature":""},""";
        var body = $$"""{"model":"{{_model}}","max_tokens":64,"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":[{{thought}}{"type":"text","text":"Hi."}]},{"role":"user","content":"And?"}]}""";

        using var response = await fixture.Caller.PostAsync("v1/messages", new StringContent(body, Encoding.UTF8, "application/json"));

        response.EnsureSuccessStatusCode();
        fixture.Upstream.Messages[^1].Text.ShouldBe(body.Replace(thought, "", StringComparison.Ordinal));
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=messages.content");
    }

    [Fact]
    public async Task Version_and_betas_of_the_caller_go_up()
    {
        using var request = Message(_model);
        request.Headers.Add("anthropic-version", "2026-10-21");
        request.Headers.Add("anthropic-beta", "one-2026,two-2026");
        request.Headers.Add("x-api-key", fixture.Scenario.Key);

        using var response = await fixture.Gateway.Http.SendAsync(request);

        response.EnsureSuccessStatusCode();
        var seen = fixture.Upstream.Messages[^1];
        (seen.Headers["anthropic-version"], seen.Headers["anthropic-beta"]).ShouldBe(("2026-10-21", "one-2026,two-2026"));
    }

    [Fact]
    public async Task The_answer_comes_down_byte_for_byte_and_is_metered()
    {
        const string answer = "{\"id\":\"msg_1\",  \"type\":\"message\",\"role\":\"assistant\",\"novel\":[ 1 ],\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"cache_creation_input_tokens\":12304,\"cache_read_input_tokens\":0,\"output_tokens\":550}}\n";
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(answer));

        using var response = await SendAsync(Message(_model));

        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
        var record = await fixture.RecordAsync(response);
        // R24: what was written to the cache is input too.
        ((long)record["tokens_input"]!, (long)record["tokens_output"]!, (long)record["tokens_cached"]!, (long)record["tokens_cache_write"]!).ShouldBe((12307L, 550L, 0L, 12304L));
        ((string?)record["api"]).ShouldBe("messages");
        response.Headers.GetValues("request-id").Single().ShouldBe(response.Headers.GetValues("x-request-id").Single());
    }

    [Fact]
    public async Task Events_come_down_byte_for_byte_wherever_they_were_split() // R52
    {
        var bytes = Encoding.UTF8.GetBytes(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n"
            + "event: ping\ndata: {\"type\":\"ping\"}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\r\n\r\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Guten Tag 北🚂\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        foreach (var size in new[] { 1, 7, 64, bytes.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. bytes.Chunk(size)]));
            using var response = await SendAsync(Message(_model, stream: true));

            (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes, $"pieces of {size}");
            var record = await fixture.RecordAsync(response);
            ((long)record["tokens_input"]!, (long)record["tokens_output"]!, (string?)record["status"]).ShouldBe((7L, 9L, "success"));
        }
    }

    [Theory]
    [InlineData(StreamEnding.WithoutFinish)]
    [InlineData(StreamEnding.Truncated)]
    public async Task A_stream_that_breaks_off_ends_in_an_error_and_not_in_a_stop(StreamEnding ending) // R41
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = ending });

        using var response = await SendAsync(Message(_model, stream: true));
        var read = await response.ReadStreamAsync();

        read.Events[^1].Event.ShouldBe("error");
        ((string?)read.Chunks[^1]["type"]).ShouldBe("error");
        read.Events.ShouldNotContain(e => e.Event == "message_stop");
        ((string?)(await fixture.RecordAsync(response))["status"]).ShouldBe("error");
    }

    [Fact]
    public async Task An_upstream_s_refusal_is_passed_on_in_its_own_words()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.AnthropicError(400, "invalid_request_error", "max_tokens: required; key sk-ant-for-tests"));

        using var response = await SendAsync(Message(_model));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: required; key [credential removed]"}}""");
    }

    [Theory]
    [InlineData("{\"model\":\"MODEL\",\"messages\":[]}", HttpStatusCode.BadRequest, "invalid_request_error")]
    [InlineData("{\"model\":\"MODEL\",", HttpStatusCode.BadRequest, "invalid_request_error")]
    [InlineData("{\"model\":\"nowhere\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", HttpStatusCode.NotFound, "not_found_error")]
    public async Task What_is_refused_is_refused_in_anthropic_s_form(string body, HttpStatusCode status, string type)
    {
        using var response = await fixture.Caller.PostAsync("v1/messages", new StringContent(body.Replace("MODEL", _model, StringComparison.Ordinal), Encoding.UTF8, "application/json"));

        await ShouldBeErrorAsync(response, status, type);
    }

    [Fact]
    public async Task Without_a_key_the_401_is_anthropic_s()
    {
        using var response = await fixture.Gateway.Http.SendAsync(Message(_model));

        await ShouldBeErrorAsync(response, HttpStatusCode.Unauthorized, "authentication_error");
    }

    [Fact]
    public async Task The_list_of_models_has_anthropic_s_form_for_its_clients()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/models?limit=1000");
        request.Headers.Add("x-api-key", fixture.Scenario.Key);
        request.Headers.Add("anthropic-version", "2023-06-01");

        using var response = await fixture.Gateway.Http.SendAsync(request);

        var list = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var entry = list["data"]!.AsArray().Single(m => (string?)m!["id"] == _model)!;
        ((string?)entry["type"], (string?)entry["display_name"], (bool)list["has_more"]!).ShouldBe(("model", _model, false));
        DateTimeOffset.Parse((string)entry["created_at"]!, System.Globalization.CultureInfo.InvariantCulture).Year.ShouldBeGreaterThan(2024);
    }

    [Fact]
    public async Task The_list_of_models_has_pages_for_those_who_ask_for_them()
    {
        for (var i = 0; i < 3; i++) await fixture.ModelAtAsync(new { kind = "anthropic" });
        var whole = await ListAsync("");
        var names = Names(whole);
        names.Count.ShouldBeGreaterThanOrEqualTo(4);
        ((bool)whole["has_more"]!, (string?)whole["first_id"], (string?)whole["last_id"]).ShouldBe((false, names[0], names[^1]));

        var first = await ListAsync("?limit=2");
        Names(first).ShouldBe(names[..2]);
        ((bool)first["has_more"]!, (string?)first["first_id"], (string?)first["last_id"]).ShouldBe((true, names[0], names[1]));
        var next = await ListAsync($"?limit=1&after_id={names[1]}");
        (Names(next).Single(), (bool)next["has_more"]!).ShouldBe((names[2], true));
        var rest = await ListAsync($"?limit=1000&after_id={names[1]}");
        Names(rest).ShouldBe(names[2..]);
        ((bool)rest["has_more"]!).ShouldBeFalse();
        var before = await ListAsync($"?limit=1&before_id={names[2]}");
        (Names(before).Single(), (bool)before["has_more"]!).ShouldBe((names[1], true));
        var beginning = await ListAsync($"?before_id={names[1]}");
        (Names(beginning).Single(), (bool)beginning["has_more"]!).ShouldBe((names[0], false));
        var beyond = await ListAsync($"?after_id={names[^1]}");
        (Names(beyond).Count, beyond["first_id"], (bool)beyond["has_more"]!).ShouldBe((0, null, false));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?limit=few", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?after_id=nowhere", "after_id")]
    [InlineData("?before_id=nowhere", "before_id")]
    [InlineData("?after_id=a&before_id=b", "before_id")]
    public async Task A_page_of_models_that_cannot_be_is_refused_by_its_field(string query, string field)
    {
        using var response = await ModelsAsync(query);

        var (status, kind, message) = await Ask.ErrorAsync(Ask.Messages, response);
        (status, kind).ShouldBe((HttpStatusCode.BadRequest, "invalid_request_error"));
        message.ShouldNotBeNull().ShouldStartWith($"\"{field}\"");
    }

    [Fact]
    public async Task Anthropic_counts_the_tokens_of_its_own_models_and_that_costs_none()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact("{\"input_tokens\":42}"));
        using var request = Message(_model);
        request.RequestUri = new Uri("v1/messages/count_tokens?beta=true", UriKind.Relative);

        using var response = await SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("{\"input_tokens\":42}");
        fixture.Upstream.Requests[^1].Target.ShouldBe("/v1/messages/count_tokens");
        var record = await fixture.RecordAsync(response);
        ((string?)record["api"], record["tokens_input"], (string?)record["status"]).ShouldBe(("count_tokens", null, "success"));
    }

    [Fact]
    public async Task For_other_models_the_count_is_an_estimate_and_says_so()
    {
        using var request = Message(fixture.Scenario.Model);
        request.RequestUri = new Uri("v1/messages/count_tokens", UriKind.Relative);
        var before = fixture.Upstream.Count;

        using var response = await SendAsync(request);

        ((long)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["input_tokens"]!).ShouldBeInRange(5, 60);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("emulated=input_tokens");
        fixture.Upstream.Count.ShouldBe(before);
        ((int)(await fixture.RecordAsync(response))["attempts"]!).ShouldBe(0);
    }

    [Fact]
    public async Task The_paths_of_anthropic_s_clients_are_there()
    {
        using var request = Message(_model);
        request.RequestUri = new Uri("anthropic/v1/messages", UriKind.Relative);
        using var prefixed = await SendAsync(request);
        using var hello = await fixture.Gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "api/hello"));

        prefixed.StatusCode.ShouldBe(HttpStatusCode.OK);
        hello.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Authorization", $"Bearer {fixture.Scenario.Key}");
        return await fixture.Gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<JsonNode> ListAsync(string query)
    {
        using var response = await ModelsAsync(query);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpResponseMessage> ModelsAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/models{query}");
        request.Headers.Add("x-api-key", fixture.Scenario.Key);
        request.Headers.Add("anthropic-version", "2023-06-01");
        return await fixture.Gateway.Http.SendAsync(request);
    }

    private static List<string> Names(JsonNode list) => [.. list["data"]!.AsArray().Select(model => (string)model!["id"]!)];

    private static HttpRequestMessage Message(string model, bool stream = false) => new(HttpMethod.Post, "v1/messages")
    {
        Content = new StringContent(
            $$"""{"model":"{{model}}","max_tokens":64,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
    };

    private static async Task ShouldBeErrorAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        response.StatusCode.ShouldBe(status);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)body["type"], (string?)body["error"]!["type"]).ShouldBe(("error", type));
        ((string?)body["request_id"]).ShouldBe(response.Headers.GetValues("x-request-id").Single());
    }
    [Fact]
    public async Task An_overload_after_the_first_event_moves_on_to_the_next_member() // R48
    {
        var busy = await fixture.ModelAtAsync(new { kind = "anthropic", retries = 0 });
        var free = await fixture.ModelAtAsync(new { kind = "anthropic" });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = busy }, new { model = free } } });
        await fixture.GrantAsync(group);
        fixture.Upstream.WhenModel(busy, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")));

        using var response = await fixture.Caller.PostAsync("v1/messages", new JsonObject
        {
            ["model"] = group, ["max_tokens"] = 9, ["stream"] = true,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
        });
        var read = await response.ReadStreamAsync();

        response.Headers.GetValues("x-signalbox-route-reason").Single().ShouldBe("failover");
        read.Events.Count(e => e.Event == "message_start").ShouldBe(1);
        (read.Events[0].Event, read.Events[^1].Event).ShouldBe(("message_start", "message_stop"));
    }

}
