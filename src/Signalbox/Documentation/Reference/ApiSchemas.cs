using System.Text.Json.Nodes;

namespace Signalbox.Documentation.Reference;

/// <summary>Reads the document's schemas: names them, lists their fields, makes an example of them.</summary>
internal sealed class ApiSchemas(JsonObject components)
{
    private const int Deepest = 5;
    private const string Reference = "#/components/schemas/";

    /// <summary>A schema with references followed.</summary>
    public JsonObject? Resolve(JsonNode? schema) => schema switch
    {
        JsonObject direct when direct["$ref"] is { } reference => components[((string)reference!)[Reference.Length..]] as JsonObject,
        // A value that may be null.
        JsonObject direct when (direct["oneOf"] ?? direct["anyOf"]) is JsonArray choices => Resolve(choices.FirstOrDefault(c => (string?)c?["type"] != "null")),
        JsonObject direct => direct,
        _ => null,
    };

    /// <summary>The type in a word or two: <c>string or null</c>, <c>list of Key</c>.</summary>
    public string TypeOf(JsonNode? schema)
    {
        if (schema is not JsonObject direct) return "any";
        if (direct["$ref"] is { } reference) return ((string)reference!)[Reference.Length..];
        if ((direct["oneOf"] ?? direct["anyOf"]) is JsonArray choices) return string.Join(" or ", choices.Select(TypeOf));
        if (direct["enum"] is JsonArray words) return string.Join(", ", words.Select(word => word?.ToJsonString() ?? "null"));
        var types = Types(direct).ToArray();
        var type = types.FirstOrDefault(t => t != "null") switch
        {
            "array" => $"list of {TypeOf(direct["items"])}",
            "object" when direct["additionalProperties"] is JsonObject values => $"map of {TypeOf(values)}",
            "string" when (string?)direct["format"] == "date-time" => "time",
            "integer" when types.Contains("string") => "integer",
            { } plain => plain,
            null => "any",
        };
        return types.Contains("null") ? $"{type} or null" : type;
    }

    /// <summary>The fields of an object, with a list's items standing for the list.</summary>
    public IEnumerable<(string Name, JsonNode Schema, bool Required)> Fields(JsonNode? schema)
    {
        var resolved = Resolve(schema);
        if (resolved is not null && Types(resolved).Contains("array")) resolved = Resolve(resolved["items"]);
        if (resolved?["properties"] is not JsonObject properties) yield break;
        var required = (resolved["required"] as JsonArray ?? []).Select(name => (string?)name).ToHashSet();
        foreach (var (name, property) in properties)
            if (property is not null) yield return (name, property, required.Contains(name));
    }

    /// <summary>A value of the schema's shape, for an example.</summary>
    public JsonNode? Example(JsonNode? schema, int depth = 0)
    {
        var resolved = Resolve(schema);
        if (resolved is null || depth > Deepest) return null;
        if (resolved["example"] is { } example) return example.DeepClone();
        if (resolved["enum"] is JsonArray { Count: > 0 } words) return words[0]?.DeepClone();
        switch (Types(resolved).FirstOrDefault(t => t != "null"))
        {
            case "array":
                return new JsonArray(Example(resolved["items"], depth + 1));
            case "integer" or "number":
                return 0;
            case "boolean":
                return true;
            case "string":
                return (string?)resolved["format"] == "date-time" ? "2027-01-31T00:00:00Z" : "string";
            default:
                var made = new JsonObject();
                foreach (var (name, property, _) in Fields(resolved)) made[name] = Example(property, depth + 1);
                return made;
        }
    }

    private static IEnumerable<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => (string)type!),
        JsonValue one => [(string)one!],
        _ => [],
    };
}
