using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Writes a JSON schema for <c>parametersJsonSchema</c> and <c>responseJsonSchema</c>. Both take JSON Schema with a few gaps
/// (https://ai.google.dev/api/generate-content#v1beta.GenerationConfig): <c>const</c> is written as an <c>enum</c>, <c>definitions</c> as
/// <c>$defs</c>, and nothing beside a <c>$ref</c> but what starts with a dollar. The same schema gives the same bytes each time (R66).
/// </summary>
internal static class GeminiSchema
{
    private const string OldDefinitions = "#/definitions/";

    /// <summary>Writes a schema.</summary>
    /// <param name="schema">An object; anything else is written as it is.</param>
    /// <param name="writer">Receives it.</param>
    /// <param name="type">The type to put first where the schema names none.</param>
    public static void Write(JsonElement schema, Utf8JsonWriter writer, string? type = null)
    {
        if (schema.ValueKind == JsonValueKind.True)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            writer.WriteRaw(schema);
            return;
        }

        var isReference = schema.TryGet("$ref", out _);
        writer.WriteStartObject();
        if (type is not null && !isReference && !schema.TryGet("type", out _))
            writer.WriteString("type", type);
        foreach (var member in schema.EnumerateObject())
            WriteMember(schema, member.DecodedName(), member.Value, isReference, writer);
        writer.WriteEndObject();
    }

    private static void WriteMember(JsonElement schema, string name, JsonElement value, bool besideReference, Utf8JsonWriter writer)
    {
        if (name == "definitions")
            name = "$defs";
        if (name == "$schema" || (besideReference && !name.StartsWith('$')))
            return;
        switch (name)
        {
            case "const":
                WriteConstant(schema, value, writer);
                return;
            case "enum" when schema.TryGet("const", out _):
                return;
        }

        writer.WritePropertyName(name);
        switch (name)
        {
            case "$ref" when value.ValueKind == JsonValueKind.String && value.Text().StartsWith(OldDefinitions, StringComparison.Ordinal):
                writer.WriteStringValue($"#/$defs/{value.Text()[OldDefinitions.Length..]}");
                break;
            case "properties" or "patternProperties" or "dependentSchemas" or "$defs" when value.ValueKind == JsonValueKind.Object:
                WriteNamed(value, writer);
                break;
            case "anyOf" or "oneOf" or "allOf" or "prefixItems" or "items" when value.ValueKind == JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case "items" or "not" or "if" or "then" or "else" or "contains" or "propertyNames":
            case "additionalProperties" or "unevaluatedProperties" when value.ValueKind == JsonValueKind.Object:
                Write(value, writer);
                break;
            default:
                writer.WriteRaw(value);
                break;
        }
    }

    private static void WriteNamed(JsonElement schemas, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in schemas.EnumerateObject())
        {
            writer.WritePropertyName(member.DecodedName());
            Write(member.Value, writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>An <c>enum</c> holds strings and numbers only; of any other constant the type is kept.</summary>
    private static void WriteConstant(JsonElement schema, JsonElement value, Utf8JsonWriter writer)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            writer.WriteStartArray("enum");
            writer.WriteRaw(value);
            writer.WriteEndArray();
        }
        else if (!schema.TryGet("type", out _))
        {
            writer.WriteString("type", value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Array => "array",
                JsonValueKind.Object => "object",
                _ => "null",
            });
        }
    }
}
