using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>
/// The Vercel AI SDK with each of its providers that speak a dialect of the gateway, over upstreams of several kinds; tests/Clients/javascript/vercel.mjs drives
/// it: plain text, a loop of two steps with a tool, an object after a schema, an image, a refusal.
/// </summary>
public sealed class VercelTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Hello = "Hello from the fake upstream.";
    private const string Bern = """{"city":"Bern"}""";
    private const string PixelStart = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB";

    private static readonly NodeScript Script = new("vercel.mjs");

    public static TheoryData<string, string> ClientsAndKinds =>
        new MatrixTheoryData<string, string>(["responses", "chat", "compatible", "anthropic"], ["openai_compatible", "anthropic", "gemini"]);

    [Theory]
    [MemberData(nameof(ClientsAndKinds))]
    public async Task Every_kind_of_call_works_at_every_kind_of_upstream(string client, string kind)
    {
        var model = await fixture.ModelAtAsync(new { kind, api_key = "key-for-tests" });
        fixture.Upstream.Forget();
        fixture.Upstream.Enqueue(new UpstreamBehavior(), new UpstreamBehavior { ToolCalls = [new("get_weather", Bern)] }, new UpstreamBehavior(), AnObject(client), new UpstreamBehavior());

        var seen = await RunAsync(client, model);

        var text = seen["text"]!;
        ((string?)text["text"], (string?)text["finish"], (int)text["input"]!, (int)text["output"]!).ShouldBe((Hello, "stop", 20, 10));
        var tools = seen["tools"]!;
        ((string?)tools["text"], (string?)tools["input"]?["city"]).ShouldBe((Hello, "Bern"));
        tools["finishes"]!.AsArray().Select(finish => (string?)finish).ShouldBe(["tool-calls", "stop"]);
        tools["results"]!.AsArray().Select(result => (string?)result).ShouldBe(["Sunny in Bern"]);
        ((string?)seen["object"]!["city"]).ShouldBe("Bern");
        ((string?)seen["image"]).ShouldBe(Hello);
        ((int)seen["refused"]!["status"]!, (bool)seen["refused"]!["retryable"]!).ShouldBe((404, false));
        var asked = fixture.Upstream.Requests.Where(request => request.Method == "POST").ToList();
        asked.Count.ShouldBe(5);
        asked[2].Text.ShouldContain("Sunny in Bern");
        asked[4].Text.ShouldContain(PixelStart);
    }

    /// <summary>The SDK asks a model of Anthropic's that it does not know for an object by a tool.</summary>
    private static UpstreamBehavior AnObject(string client) =>
        client == "anthropic" ? new UpstreamBehavior { ToolCalls = [new("json", Bern)] } : new UpstreamBehavior { Text = Bern };

    private Task<JsonNode> RunAsync(string client, string model) => Script.RunAsync(
        [client, model],
        new Dictionary<string, string> { ["GATEWAY_URL"] = new Uri(fixture.Gateway.Url, "v1").AbsoluteUri, ["GATEWAY_KEY"] = fixture.Scenario.Key });
}
