using System.Text.Json.Nodes;

namespace Signalbox.Models.Demo;

/// <summary>
/// Makes the simplest value that a JSON schema allows, for the demo's tool arguments and structured answers. It knows what schemas of tools
/// commonly use: types, enum, const, bounds, formats of date and address, anyOf, and references within the schema.
/// </summary>
internal static class DemoJson
{
    private const int MaxDepth = 8;

    /// <summary>A value for the schema; an empty object for none.</summary>
    public static JsonNode? Sample(JsonObject? schema) => schema is null ? new JsonObject() : Sample(schema, schema, 0);

    private static JsonNode? Sample(JsonObject schema, JsonObject root, int depth)
    {
        if (depth > MaxDepth) return new JsonObject();
        if (Text(schema["$ref"]) is { } reference) return Referred(reference, root) is { } referred ? Sample(referred, root, depth + 1) : new JsonObject();
        if (schema.TryGetPropertyValue("const", out var constant)) return constant?.DeepClone();
        if (schema["enum"] is JsonArray { Count: > 0 } choices) return choices.FirstOrDefault(c => c is not null)?.DeepClone();
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray { Count: > 0 } options) return OneOf([.. options.OfType<JsonObject>()], root, depth);
        var type = schema["type"] is JsonArray types ? types.Select(Text).FirstOrDefault(t => t != "null") : Text(schema["type"]);
        return type switch
        {
            "string" => JsonValue.Create(String(schema)),
            "integer" => JsonValue.Create((long)Number(schema, Math.Ceiling, Math.Floor)),
            "number" => JsonValue.Create(Number(schema, d => d, d => d)),
            "boolean" => JsonValue.Create(true),
            "null" => null,
            "array" => Array(schema, root, depth),
            _ => Object(schema, root, depth),
        };
    }

    /// <summary>The first option that is something; deep inside, null if it is allowed, so that a schema that contains itself comes to an end.</summary>
    private static JsonNode? OneOf(IReadOnlyList<JsonObject> options, JsonObject root, int depth)
    {
        var nothing = options.Any(o => Text(o["type"]) == "null");
        var something = options.FirstOrDefault(o => Text(o["type"]) != "null");
        return something is null || (nothing && depth > MaxDepth / 2) ? null : Sample(something, root, depth + 1);
    }

    private static JsonArray Array(JsonObject schema, JsonObject root, int depth)
    {
        if (schema["items"] is not JsonObject items || depth >= MaxDepth || Bound(schema["maxItems"]) < 1) return [];
        var count = (int)Math.Clamp(Bound(schema["minItems"]) ?? 1, 1, 16);
        return [.. Enumerable.Range(0, count).Select(_ => Sample(items, root, depth + 1))];
    }

    private static JsonObject Object(JsonObject schema, JsonObject root, int depth)
    {
        var sample = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
            sample[name] = Sample(property as JsonObject ?? [], root, depth + 1);
        return sample;
    }

    private static string String(JsonObject schema)
    {
        var text = Text(schema["format"]) switch
        {
            "date" => "2026-01-01",
            "date-time" => "2026-01-01T00:00:00Z",
            "time" => "00:00:00Z",
            "email" => "demo@example.com",
            "uri" => "https://example.com/",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            _ => "demo",
        };
        text = text.PadRight((int)Math.Clamp(Bound(schema["minLength"]) ?? 0, 0, 1000), '.');
        return Bound(schema["maxLength"]) is { } most && most < text.Length ? text[..(int)Math.Max(0, most)] : text;
    }

    private static double Number(JsonObject schema, Func<double, double> up, Func<double, double> down)
    {
        var least = Bound(schema["minimum"]) ?? Bound(schema["exclusiveMinimum"]) + 1;
        var most = Bound(schema["maximum"]) ?? Bound(schema["exclusiveMaximum"]) - 1;
        if (1 < least) return up(least.Value);
        return 1 > most ? down(most.Value) : 1;
    }

    /// <summary>What a reference of the form <c>#/$defs/Name</c> stands for; null for any other.</summary>
    private static JsonObject? Referred(string reference, JsonObject root)
    {
        if (!reference.StartsWith('#')) return null;
        JsonNode? node = root;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries)) node = (node as JsonObject)?[part];
        return node as JsonObject;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static double? Bound(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
}
