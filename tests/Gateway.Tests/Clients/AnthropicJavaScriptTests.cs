using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>
/// The official Anthropic SDK for JavaScript, this major and the one before (which sends its key as <c>x-api-key</c>), unchanged but for address and key, over an upstream of its own dialect and over one that
/// speaks chat completions; tests/Clients/javascript/anthropic.mjs drives it.
/// </summary>
public sealed class AnthropicJavaScriptTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Before = "anthropic-0";

    private static readonly NodeScript Script = new("anthropic.mjs");

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    [InlineData("anthropic", Before)]
    [InlineData("openai_compatible", Before)]
    public async Task A_plain_call_answers(string kind, string? sdk = null)
    {
        var seen = await RunAsync("plain", await ModelAsync(kind), sdk: sdk);

        ((string?)seen["text"], (string?)seen["stop"], (int)seen["input"]!, (int)seen["output"]!).ShouldBe(("Hello from the fake upstream.", "end_turn", 20, 10));
        ((string?)seen["requestId"]).ShouldNotBeNull().Length.ShouldBe(26);
    }

    [Theory]
    [InlineData("anthropic", "stream")]
    [InlineData("anthropic", "helper")]
    [InlineData("openai_compatible", "stream")]
    [InlineData("openai_compatible", "helper")]
    [InlineData("anthropic", "stream", Before)]
    [InlineData("anthropic", "helper", Before)]
    [InlineData("openai_compatible", "stream", Before)]
    [InlineData("openai_compatible", "helper", Before)]
    public async Task A_stream_arrives_whole(string kind, string scenario, string? sdk = null) =>
        ((string?)(await RunAsync(scenario, await ModelAsync(kind), sdk: sdk))["text"]).ShouldBe("Hello from the fake upstream.");

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    [InlineData("anthropic", Before)]
    [InlineData("openai_compatible", Before)]
    public async Task Tools_are_called_and_answered(string kind, string? sdk = null)
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var seen = await RunAsync("tools", model, sdk: sdk);

        ((string?)seen["name"], (string?)seen["city"], (string?)seen["stop"], (string?)seen["text"]).ShouldBe(("get_weather", "Bern", "tool_use", "Hello from the fake upstream."));
        fixture.Upstream.Requests[^1].Text.ShouldContain("Sunny");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Before)]
    public async Task The_models_are_those_the_key_may_call(string? sdk) =>
        (await RunAsync("models", "", sdk: sdk))["names"]!.AsArray().Select(n => (string?)n).ShouldContain(fixture.Scenario.Model);

    [Theory]
    [InlineData("sb-wrong", null, "AuthenticationError", 401, "authentication_error")]
    [InlineData(null, "js-not-granted", "PermissionDeniedError", 403, "permission_error")]
    [InlineData(null, "no-such-model", "NotFoundError", 404, "not_found_error")]
    [InlineData("sb-wrong", null, "AuthenticationError", 401, "authentication_error", Before)]
    [InlineData(null, "js-not-granted", "PermissionDeniedError", 403, "permission_error", Before)]
    [InlineData(null, "no-such-model", "NotFoundError", 404, "not_found_error", Before)]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string? key, string? model, string error, int status, string type, string? sdk = null)
    {
        if (status == 403) await fixture.Admin.PostAsync("models", new { name = model, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });

        var seen = await RunAsync("plain", model ?? fixture.Scenario.Model, key, sdk);

        ((string?)seen["error"], (int)seen["status"]!, (string?)seen["type"]).ShouldBe((error, status, type));
        ((string?)seen["requestId"]).ShouldNotBeNullOrEmpty();
    }

    private async Task<string> ModelAsync(string kind) =>
        kind == "anthropic" ? await fixture.ModelAtAsync(new { kind, api_key = "sk-ant-for-tests" }) : fixture.Scenario.Model;

    private Task<JsonNode> RunAsync(string scenario, string model, string? key = null, string? sdk = null) => Script.RunAsync(
        [scenario, model, .. sdk is null ? Array.Empty<string>() : [sdk]],
        new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = fixture.Gateway.Url.AbsoluteUri.TrimEnd('/'), ["ANTHROPIC_API_KEY"] = key ?? fixture.Scenario.Key });
}
