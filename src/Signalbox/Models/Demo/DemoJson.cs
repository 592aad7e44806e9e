using System.Text.Json.Nodes;

namespace Signalbox.Models.Demo;

/// <summary>Makes the simplest value that a JSON schema allows, for the demo's tool arguments and structured answers.</summary>
internal static class DemoJson
{
    private const int MaxDepth = 8;

    /// <summary>A value for the schema; an empty object for none.</summary>
    public static JsonNode Sample(JsonObject? schema, int depth)
    {
        if (schema is null || depth > MaxDepth) return new JsonObject();
        if (schema["enum"] is JsonArray { Count: > 0 } choices && choices[0] is { } first) return first.DeepClone();
        if (schema["const"] is { } constant) return constant.DeepClone();
        var type = schema["type"] is JsonArray types ? (string?)types.FirstOrDefault(t => (string?)t != "null") : (string?)schema["type"];
        return type switch
        {
            "string" => JsonValue.Create("demo"),
            "integer" => JsonValue.Create((long?)schema["minimum"] ?? 1),
            "number" => JsonValue.Create((double?)schema["minimum"] ?? 1.0),
            "boolean" => JsonValue.Create(true),
            "array" => new JsonArray(Sample(schema["items"] as JsonObject ?? new JsonObject { ["type"] = "string" }, depth + 1)),
            _ => Object(schema, depth),
        };
    }

    private static JsonObject Object(JsonObject schema, int depth)
    {
        var sample = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
            sample[name] = Sample(property as JsonObject, depth + 1);
        return sample;
    }
}
