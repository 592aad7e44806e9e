using System.Text.Json.Nodes;

namespace Gateway.Tests.Demo;

/// <summary>Requests to the demo provider.</summary>
internal static class DemoAsk
{
    /// <summary>A request with one user message, changed as wanted.</summary>
    public static string With(string text, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["model"] = "demo",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        change?.Invoke(request);
        return request.ToJsonString();
    }

    /// <summary>A tool in a request's form.</summary>
    public static JsonObject Tool(string name, JsonNode? parameters = null) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["parameters"] = parameters ?? new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() } },
    };
}
