using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>The official OpenAI SDK for JavaScript, this major and the one before, unchanged but for address and key; tests/Clients/javascript/openai.mjs drives it.</summary>
public sealed class OpenAIJavaScriptTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Before = "openai-6";

    private static readonly NodeScript Script = new("openai.mjs");

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task A_plain_call_answers(string? sdk)
    {
        var seen = await RunAsync("plain", sdk: sdk);

        ((string?)seen["text"], (string?)seen["finish"], (int)seen["tokens"]!).ShouldBe(("Hello from the fake upstream.", "stop", 30));
        ((string?)seen["requestId"]).ShouldNotBeNull().Length.ShouldBe(26);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task A_stream_arrives_whole_with_the_usage_that_was_asked_for(string? sdk)
    {
        var seen = await RunAsync("stream", sdk: sdk);

        ((string?)seen["text"], (int)seen["tokens"]!).ShouldBe(("Hello from the fake upstream.", 30));
        ((int)seen["chunks"]!).ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task The_sdk_s_own_accumulator_takes_the_stream_without_the_usage_nobody_asked_for(string? sdk)
    {
        var seen = await RunAsync("helper", sdk: sdk);

        ((string?)seen["text"], (string?)seen["finish"]).ShouldBe(("Hello from the fake upstream.", "stop"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task Tools_are_called_and_answered(string? sdk)
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var seen = await RunAsync("tools", sdk: sdk);

        ((string?)seen["name"], (string?)seen["city"], (string?)seen["text"]).ShouldBe(("get_weather", "Bern", "Hello from the fake upstream."));
        fixture.Upstream.Chats[^1].Text.ShouldContain("Sunny");
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    [InlineData("openai_compatible", Before)]
    [InlineData("anthropic", Before)]
    public async Task Responses_of_models_of_other_apis_arrive_whole_and_as_a_stream(string kind, string? sdk = null)
    {
        var model = kind == "anthropic" ? await fixture.ModelAtAsync(new { kind }) : fixture.Scenario.Model;
        var whole = await RunAsync("responses", model, sdk: sdk);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });
        var stream = await RunAsync("responsesStream", model, sdk: sdk);

        ((string?)whole["text"], (string?)whole["status"], (int)whole["tokens"]!).ShouldBe(("Hello from the fake upstream.", "completed", 30));
        ((string?)stream["status"], (string?)stream["name"], (string?)stream["city"]).ShouldBe(("completed", "get_weather", "Bern"));
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    public async Task Responses_are_kept_gone_on_from_listed_and_deleted(string kind)
    {
        var seen = await RunAsync("responsesState", kind == "anthropic" ? await fixture.ModelAtAsync(new { kind }) : fixture.Scenario.Model);

        ((bool)seen["same"]!, (string?)seen["text"], (bool)seen["previous"]!, (string?)seen["gone"]).ShouldBe((true, "Hello from the fake upstream.", true, "NotFoundError"));
        seen["items"]!.AsArray().Select(item => (string?)item).ShouldBe(["First question", "Hello from the fake upstream.", "Second question"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task Embeddings_arrive_as_numbers_packed_or_plain(string? sdk)
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-openai-for-tests" });
        var packed = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([0.25f, -1.5f]));
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(Embeddings($"\"{packed}\"", 2)));
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(Embeddings("[0.5,2]", 1)));

        var seen = await RunAsync("embeddings", model, sdk: sdk);

        ((int)seen["count"]!, (int)seen["tokens"]!).ShouldBe((2, 8));
        seen["numbers"]!.AsArray().Select(n => (double)n!).ShouldBe([0.25, -1.5]);
        seen["plain"]!.AsArray().Select(n => (double)n!).ShouldBe([0.5, 2]);
        fixture.Upstream.Requests[^2].Text.ShouldContain("base64");
        fixture.Upstream.Requests[^1].Text.ShouldContain("float");

        static string Embeddings(string vector, int count)
        {
            var rows = Enumerable.Range(0, count).Select(i => $"{{\"object\":\"embedding\",\"index\":{i},\"embedding\":{vector}}}");
            return $"{{\"object\":\"list\",\"data\":[{string.Join(',', rows)}],\"model\":\"e\",\"usage\":{{\"prompt_tokens\":8,\"total_tokens\":8}}}}";
        }
    }

    [Fact]
    public async Task The_models_are_those_the_key_may_call() =>
        (await RunAsync("models"))["names"]!.AsArray().Select(n => (string?)n).ShouldContain(fixture.Scenario.Model);

    [Theory]
    [InlineData("sb-wrong", null, "AuthenticationError", 401, "invalid_api_key")]
    [InlineData(null, "js-not-granted", "PermissionDeniedError", 403, "model-not-allowed")]
    [InlineData(null, "no-such-model", "NotFoundError", 404, "model_not_found")]
    [InlineData("sb-wrong", null, "AuthenticationError", 401, "invalid_api_key", Before)]
    [InlineData(null, "js-not-granted", "PermissionDeniedError", 403, "model-not-allowed", Before)]
    [InlineData(null, "no-such-model", "NotFoundError", 404, "model_not_found", Before)]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string? key, string? model, string error, int status, string code, string? sdk = null)
    {
        if (status == 403) await fixture.Admin.PostAsync("models", new { name = model, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });

        var seen = await RunAsync("plain", model, key, sdk);

        ((string?)seen["error"], (int)seen["status"]!, (string?)seen["code"]).ShouldBe((error, status, code));
        ((string?)seen["requestId"]).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(400, "BadRequestError")]
    [InlineData(429, "RateLimitError")]
    [InlineData(422, "UnprocessableEntityError")]
    public async Task The_upstream_s_own_refusal_comes_as_the_sdk_s_own_exception(int status, string error)
    {
        // Once for each attempt that a 429 is worth.
        for (var i = 0; i < 4; i++) fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(status, "the_code"));

        var seen = await RunAsync("plain");

        fixture.Upstream.Forget();
        ((string?)seen["error"], (int)seen["status"]!).ShouldBe((error, status));
    }

    private Task<JsonNode> RunAsync(string scenario, string? model = null, string? key = null, string? sdk = null) => Script.RunAsync(
        [scenario, model ?? fixture.Scenario.Model, .. sdk is null ? Array.Empty<string>() : [sdk]],
        new Dictionary<string, string> { ["OPENAI_BASE_URL"] = new Uri(fixture.Gateway.Url, "v1").AbsoluteUri, ["OPENAI_API_KEY"] = key ?? fixture.Scenario.Key });
}
