using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>
/// The official Anthropic SDK for JavaScript, unchanged but for address and key, over an upstream of its own dialect and over one that
/// speaks chat completions; tests/Clients/javascript/anthropic.mjs drives it.
/// </summary>
public sealed class AnthropicJavaScriptTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly NodeScript Script = new("anthropic.mjs");

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task A_plain_call_answers(string kind)
    {
        var seen = await RunAsync("plain", await ModelAsync(kind));

        ((string?)seen["text"], (string?)seen["stop"], (int)seen["input"]!, (int)seen["output"]!).ShouldBe(("Hello from the fake upstream.", "end_turn", 20, 10));
        ((string?)seen["requestId"]).ShouldNotBeNull().Length.ShouldBe(26);
    }

    [Theory]
    [InlineData("anthropic", "stream")]
    [InlineData("anthropic", "helper")]
    [InlineData("openai_compatible", "stream")]
    [InlineData("openai_compatible", "helper")]
    public async Task A_stream_arrives_whole(string kind, string scenario) =>
        ((string?)(await RunAsync(scenario, await ModelAsync(kind)))["text"]).ShouldBe("Hello from the fake upstream.");

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task Tools_are_called_and_answered(string kind)
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var seen = await RunAsync("tools", model);

        ((string?)seen["name"], (string?)seen["city"], (string?)seen["stop"], (string?)seen["text"]).ShouldBe(("get_weather", "Bern", "tool_use", "Hello from the fake upstream."));
        fixture.Upstream.Requests[^1].Text.ShouldContain("Sunny");
    }

    [Fact]
    public async Task The_models_are_those_the_key_may_call() =>
        (await RunAsync("models", ""))["names"]!.AsArray().Select(n => (string?)n).ShouldContain(fixture.Scenario.Model);

    [Theory]
    [InlineData("sb-wrong", null, "AuthenticationError", 401, "authentication_error")]
    [InlineData(null, "js-not-granted", "PermissionDeniedError", 403, "permission_error")]
    [InlineData(null, "no-such-model", "NotFoundError", 404, "not_found_error")]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string? key, string? model, string error, int status, string type)
    {
        if (status == 403) await fixture.Admin.PostAsync("models", new { name = model, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });

        var seen = await RunAsync("plain", model ?? fixture.Scenario.Model, key);

        ((string?)seen["error"], (int)seen["status"]!, (string?)seen["type"]).ShouldBe((error, status, type));
        ((string?)seen["requestId"]).ShouldNotBeNullOrEmpty();
    }

    private async Task<string> ModelAsync(string kind) =>
        kind == "anthropic" ? await fixture.ModelAtAsync(new { kind, api_key = "sk-ant-for-tests" }) : fixture.Scenario.Model;

    private Task<JsonNode> RunAsync(string scenario, string model, string? key = null) => Script.RunAsync(
        [scenario, model],
        new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = fixture.Gateway.Url.AbsoluteUri.TrimEnd('/'), ["ANTHROPIC_API_KEY"] = key ?? fixture.Scenario.Key });
}
