using System.Text.Json.Nodes;

namespace Gateway.Tests.Documentation;

public sealed class DataPlaneDescriptionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_document_describes_every_endpoint_of_the_data_plane_with_headers_errors_and_the_vendor_s_reference()
    {
        var document = JsonNode.Parse(await fixture.Gateway.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;
        var paths = document["paths"]!.AsObject();

        foreach (var path in (string[])["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/messages/count_tokens", "/v1/embeddings"])
        {
            var call = paths[path]!["post"]!;
            call["externalDocs"]!["url"]!.ToString().ShouldStartWith("https://");
            call["requestBody"]!["content"]!["application/json"]!["schema"]!["required"]!.AsArray().Select(f => (string?)f).ShouldContain("model");
            call["responses"]!["200"]!["headers"]!.AsObject().Select(h => h.Key).ShouldContain("x-signalbox-deployment");
            call["responses"]!.AsObject().Select(r => r.Key).ShouldBe(["200", "400", "401", "403", "404", "413", "415", "429", "4XX", "500", "502", "503", "504"], ignoreOrder: true);
            call["responses"]!["403"]!["description"]!.ToString().ShouldContain("model-not-allowed");
            call["security"]![0]!.AsObject().Single().Key.ShouldBe("virtualKey");
        }
        paths["/v1/chat/completions"]!["post"]!["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key).ShouldBe(["application/json", "text/event-stream"]);
        paths["/v1/messages"]!["post"]!["responses"]!["401"]!["content"]!["application/json"]!["schema"]!["$ref"]!.ToString().ShouldEndWith("/AnthropicError");
        foreach (var path in (string[])["/v1/models", "/v1/models/{id}", "/v1/usage", "/v1/codex/models.json", "/v1/responses/{id}", "/v1/responses/{id}/input_items"])
            paths[path]!["get"]!["summary"]!.ToString().ShouldNotBeEmpty(path);
    }

    [Fact]
    public async Task What_it_says_of_an_error_s_shape_is_so()
    {
        var document = JsonNode.Parse(await fixture.Gateway.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;
        using var openAI = await fixture.Caller.ChatAsync("no-such-model");
        using var anthropic = await fixture.Caller.PostAsync("v1/messages", new { model = "no-such-model", max_tokens = 1, messages = new[] { new { role = "user", content = "x" } } });

        foreach (var (schema, response) in new[] { ("OpenAIError", openAI), ("AnthropicError", anthropic) })
        {
            var described = document["components"]!["schemas"]![schema]!;
            var said = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Fields(said).ShouldBe(Fields(described["properties"]!), ignoreOrder: true);
            Fields(said["error"]!).ShouldBe(Fields(described["properties"]!["error"]!["properties"]!), ignoreOrder: true);
        }
    }

    private static IEnumerable<string> Fields(JsonNode json) => json.AsObject().Select(p => p.Key);
}
