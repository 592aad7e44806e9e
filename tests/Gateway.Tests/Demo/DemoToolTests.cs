using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Models.Demo;

namespace Gateway.Tests.Demo;

public sealed class DemoToolTests : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new DemoUpstream(TimeProvider.System));

    [Theory]
    [InlineData("What is the weather?", null, "weather")]
    [InlineData("What TIME is it?", null, "time")]
    [InlineData("Use a tool", null, "weather")]
    [InlineData("Hello", null, null)]
    [InlineData("Hello", "\"auto\"", null)]
    [InlineData("Hello", "\"required\"", "weather")]
    [InlineData("What is the weather?", "\"none\"", null)]
    [InlineData("Hello", """{ "type": "function", "function": { "name": "time" } }""", "time")]
    [InlineData("Hello", """{ "type": "function", "function": { "name": "unknown" } }""", null)]
    public async Task A_tool_is_called_when_asked_for_or_forced(string text, string? choice, string? called)
    {
        var message = await MessageAsync(DemoAsk.With(text, request =>
        {
            request["tools"] = new JsonArray(DemoAsk.Tool("weather"), DemoAsk.Tool("time"));
            if (choice is not null) request["tool_choice"] = JsonNode.Parse(choice);
        }));

        ((string?)message["tool_calls"]?[0]?["function"]?["name"]).ShouldBe(called);
        (message["content"] is null).ShouldBe(called is not null);
    }

    [Fact]
    public async Task After_the_tools_result_comes_text()
    {
        var message = await MessageAsync(DemoAsk.With("weather", request =>
        {
            request["tools"] = new JsonArray(DemoAsk.Tool("weather"));
            request["messages"]!.AsArray().Add(JsonNode.Parse(
                """{ "role": "assistant", "content": null, "tool_calls": [ { "id": "call_1", "type": "function", "function": { "name": "weather", "arguments": "{}" } } ] }"""));
            request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_1", ["content"] = "sunny" });
        }));

        ((string)message["content"]!).ShouldEndWith("The tool answered: sunny");
        message["tool_calls"].ShouldBeNull();
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{ "type": "object", "properties": { "city": { "type": "string" }, "days": { "type": "integer" }, "metric": { "type": "boolean" } } }""",
        """{"city":"demo","days":1,"metric":true}""")]
    [InlineData("""{ "type": "object", "properties": { "unit": { "enum": ["C", "F"] }, "version": { "const": 2 }, "none": { "type": "null" } } }""",
        """{"unit":"C","version":2,"none":null}""")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "integer", "minimum": 2.5 }, "b": { "type": "integer", "maximum": 0 }, "c": { "type": "number", "exclusiveMinimum": 4 } } }""",
        """{"a":3,"b":0,"c":5}""")]
    [InlineData("""{ "type": "object", "properties": { "tags": { "type": "array", "items": { "type": "string", "maxLength": 2 }, "minItems": 2 }, "empty": { "type": "array" } } }""",
        """{"tags":["de","de"],"empty":[]}""")]
    [InlineData("""{ "type": "object", "properties": { "day": { "type": "string", "format": "date" }, "long": { "type": "string", "minLength": 6 } } }""",
        """{"day":"2026-01-01","long":"demo.."}""")]
    [InlineData("""{ "type": "object", "properties": { "maybe": { "anyOf": [ { "type": "null" }, { "type": "integer" } ] }, "also": { "type": ["null", "string"] } } }""",
        """{"maybe":1,"also":"demo"}""")]
    [InlineData("""{ "$defs": { "P": { "type": "object", "properties": { "x": { "type": "number" } } } }, "type": "object", "properties": { "at": { "$ref": "#/$defs/P" } } }""",
        """{"at":{"x":1}}""")]
    [InlineData("""{ "type": 5, "properties": { "odd": { "type": {} }, "ref": { "$ref": "https://elsewhere.example/schema" }, "wrong": 7 } }""",
        """{"odd":{},"ref":{},"wrong":{}}""")]
    public async Task Arguments_are_the_simplest_that_the_schema_allows(string parameters, string arguments) =>
        (await ArgumentsAsync(parameters)).ShouldBe(arguments);

    [Fact]
    public async Task A_schema_that_contains_itself_comes_to_an_end()
    {
        var arguments = await ArgumentsAsync(
            """{ "$ref": "#/$defs/Node", "$defs": { "Node": { "type": "object", "properties": { "value": { "type": "integer" }, "next": { "anyOf": [ { "$ref": "#/$defs/Node" }, { "type": "null" } ] } } } } }""");

        arguments.ShouldStartWith("""{"value":1,"next":{"value":1""");
        arguments.ShouldContain("\"next\":null");
    }

    [Theory]
    [InlineData("""{ "type": "json_object" }""", """{"demo":true,""")]
    [InlineData("""{ "type": "json_schema", "json_schema": { "name": "s", "schema": { "type": "object", "properties": { "ok": { "type": "boolean" } } } } }""", """{"ok":true}""")]
    public async Task A_structured_answer_is_json_that_fits(string format, string beginning)
    {
        var text = (string)(await MessageAsync(DemoAsk.With("Hello", r => r["response_format"] = JsonNode.Parse(format))))["content"]!;

        text.ShouldStartWith(beginning);
        JsonNode.Parse(text).ShouldBeOfType<JsonObject>();
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> ArgumentsAsync(string parameters)
    {
        var message = await MessageAsync(DemoAsk.With("Hello", request =>
            (request["tools"], request["tool_choice"]) = (new JsonArray(DemoAsk.Tool("call", JsonNode.Parse(parameters))), "required")));
        return (string)message["tool_calls"]![0]!["function"]!["arguments"]!;
    }

    private async Task<JsonNode> MessageAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://demo.invalid/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!["choices"]![0]!["message"]!;
    }
}
