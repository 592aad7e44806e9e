using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Parts of an answer, and of a history, that the other dialect has no place for are named.</summary>
public sealed class LeftOutAnswerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string GeminiParts = """[{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},{"executableCode":{"language":"PYTHON","code":"1+1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}},{"text":"two"}]""";
    private const string GeminiAnswer = $$$"""{"candidates":[{"content":{"role":"model","parts":{{{GeminiParts}}}},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}""";
    private const string ClaudeBlocks = """[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"text","text":"two"}]""";

    private string _gemini = "";
    private string _claude = "";

    public async ValueTask InitializeAsync()
    {
        _gemini = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{fixture.Upstream.BaseUrl[..^"/v1".Length]}/v1beta");
        _claude = await fixture.ModelAtAsync(new { kind = "anthropic" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(Ask.Chat)]
    [InlineData(Ask.Messages)]
    [InlineData(Ask.Responses)]
    public async Task Images_and_code_of_Gemini_s_are_named_beside_the_text(string path)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(GeminiAnswer), UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes($"data: {GeminiAnswer}\n\n")));

        using var whole = await fixture.Caller.PostAsync(path, Ask.Body(path, _gemini));
        using var stream = await fixture.Caller.PostAsync(path, Ask.Body(path, _gemini, stream: true));
        var read = await stream.ReadStreamAsync();

        whole.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("left_out=inlineData,executableCode,codeExecutionResult");
        (await whole.Content.ReadAsStringAsync()).ShouldContain("two");
        Ask.TextOf(path, read).ShouldBe("two");
        var record = await fixture.RecordAsync(stream);
        ((string?)record["status"], (string?)record["code"]).ShouldBe(("success", "answer-parts-left-out"));
        ((string?)record["message"]).ShouldNotBeNull().ShouldContain("inlineData,executableCode,codeExecutionResult");
    }

    [Fact]
    public async Task Blocks_of_Claude_s_own_tools_are_named()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact($$$"""{"id":"m","type":"message","role":"assistant","content":{{{ClaudeBlocks}}},"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}"""));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _claude, more: ",\"max_tokens\":9"));

        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("left_out=server_tool_use");
        ((string?)(await Ask.BodyAsync(response))["choices"]![0]!["message"]!["content"]).ShouldBe("two");
    }

    [Fact]
    public async Task What_the_request_lost_and_what_the_answer_lost_stand_side_by_side()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(GeminiAnswer));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, _gemini, more: ",\"logit_bias\":{\"5\":1}"));

        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=logit_bias; left_out=inlineData,executableCode,codeExecutionResult");
    }

    [Fact]
    public async Task Thoughts_that_nobody_signed_are_named_where_they_are_left_out()
    {
        const string history = ",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"reasoning_content\":\"hm\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]}";
        foreach (var model in new[] { _claude, _gemini })
        {
            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Json($"{{\"model\":\"{model}\"{history}"));

            response.EnsureSuccessStatusCode();
            response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=messages[].reasoning_content");
            fixture.Upstream.Requests[^1].Text.ShouldNotContain("hm");
        }
    }

    [Fact]
    public async Task The_bound_that_Anthropic_wants_is_named_unless_someone_set_one() // R72
    {
        var bounded = fixture.Name("bounded");
        await fixture.MakeAsync("models", new { name = bounded, deployments = new[] { new { provider = _claude, upstream_model = bounded, output_tokens = 4000 } } });
        await fixture.GrantAsync(bounded);

        foreach (var (path, model, more, named, bound) in new[]
        {
            (Ask.Chat, _claude, "", "emulated=max_completion_tokens", 8192), (Ask.Responses, _claude, "", "emulated=max_output_tokens", 8192),
            (Ask.Chat, _claude, ",\"max_tokens\":5", null, 5), (Ask.Chat, bounded, "", null, 4000),
        })
        {
            using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, model, more: more));

            response.EnsureSuccessStatusCode();
            (response.Headers.TryGetValues("x-signalbox-translation", out var notes) ? notes.Single() : null).ShouldBe(named);
            ((int)fixture.Upstream.Messages[^1].Json!["max_tokens"]!).ShouldBe(bound);
        }
    }
}
