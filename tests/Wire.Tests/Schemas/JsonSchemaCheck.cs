using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wire.Tests.Schemas;

/// <summary>
/// Checks a value against a schema, in the part of JSON Schema (https://json-schema.org/draft/2020-12/json-schema-validation) that the documents of the
/// APIs make use of, with OpenAPI 3.0's <c>nullable</c>. A keyword that it does not know makes it throw: what is not checked must not seem so.
/// </summary>
internal sealed class JsonSchemaCheck(JsonSchemaDocument document)
{
    private static readonly HashSet<string> Annotations =
        ["title", "description", "format", "deprecated", "default", "example", "examples", "discriminator", "nullable"];

    /// <summary>What is wrong, each with its place; empty when nothing is.</summary>
    public IReadOnlyList<string> Run(JsonElement schema, JsonElement value) => Check(schema, value, "$");

    private List<string> Check(JsonElement schema, JsonElement value, string place)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return [];
        if (schema.ValueKind == JsonValueKind.False)
            return [$"{place} is not allowed"];
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
            return [];
        var errors = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
            CheckKeyword(schema, keyword, value, place, errors);
        return errors;
    }

    private void CheckKeyword(JsonElement schema, JsonProperty keyword, JsonElement value, string place, List<string> errors)
    {
        var operand = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref":
                errors.AddRange(Check(document.Resolve(operand.GetString()!), value, place));
                break;
            case "allOf":
                foreach (var branch in operand.EnumerateArray())
                    errors.AddRange(Check(branch, value, place));
                break;
            case "anyOf" or "oneOf":
                CheckBranches(operand, value, place, keyword.Name == "oneOf", errors);
                break;
            case "type":
                Expect(Types(operand).Any(type => IsOf(type, value)), $"{place} is no {operand}", errors);
                break;
            case "enum":
                Expect(operand.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)), $"{place} is {Short(value)}, not one of {operand}", errors);
                break;
            case "const":
                Expect(JsonElement.DeepEquals(operand, value), $"{place} is {Short(value)}, not {operand}", errors);
                break;
            case "properties" or "required" or "additionalProperties" or "propertyNames" or "maxProperties":
                if (value.ValueKind == JsonValueKind.Object)
                    CheckObject(schema, keyword, value, place, errors);
                break;
            case "items" or "minItems" or "maxItems":
                if (value.ValueKind == JsonValueKind.Array)
                    CheckArray(keyword, value, place, errors);
                break;
            case "minimum" or "maximum":
                if (value.ValueKind == JsonValueKind.Number)
                    Expect(keyword.Name == "minimum" ? value.GetDouble() >= operand.GetDouble() : value.GetDouble() <= operand.GetDouble(), $"{place} is {value}: {keyword.Name} {operand}", errors);
                break;
            case "minLength" or "maxLength" or "pattern":
                if (value.ValueKind == JsonValueKind.String)
                    CheckText(keyword, value.GetString()!, place, errors);
                break;
            default:
                if (!Annotations.Contains(keyword.Name) && !keyword.Name.StartsWith("x-", StringComparison.Ordinal))
                    throw new NotSupportedException($"The keyword {keyword.Name} of a schema is not checked.");
                break;
        }
    }

    private void CheckObject(JsonElement schema, JsonProperty keyword, JsonElement value, string place, List<string> errors)
    {
        var operand = keyword.Value;
        switch (keyword.Name)
        {
            case "properties":
                foreach (var known in operand.EnumerateObject())
                    if (value.TryGetProperty(known.Name, out var member))
                        errors.AddRange(Check(known.Value, member, $"{place}.{known.Name}"));
                break;
            case "required":
                foreach (var name in operand.EnumerateArray())
                    Expect(value.TryGetProperty(name.GetString()!, out _), $"{place}.{name} is missing", errors);
                break;
            case "additionalProperties":
                var isKnown = schema.TryGetProperty("properties", out var properties);
                foreach (var member in value.EnumerateObject())
                    if (!isKnown || !properties.TryGetProperty(member.Name, out _))
                        errors.AddRange(Check(operand, member.Value, $"{place}.{member.Name}"));
                break;
            case "propertyNames":
                foreach (var member in value.EnumerateObject())
                    errors.AddRange(Check(operand, JsonSerializer.SerializeToElement(member.Name), $"{place}.{member.Name} (its name)"));
                break;
            default:
                Expect(value.GetPropertyCount() <= operand.GetInt32(), $"{place} has more than {operand} members", errors);
                break;
        }
    }

    private void CheckArray(JsonProperty keyword, JsonElement value, string place, List<string> errors)
    {
        if (keyword.Name != "items")
        {
            var bound = keyword.Value.GetInt32();
            Expect(keyword.Name == "minItems" ? value.GetArrayLength() >= bound : value.GetArrayLength() <= bound, $"{place}: {keyword.Name} {bound}", errors);
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
            errors.AddRange(Check(keyword.Value, item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index++}]")));
    }

    private static void CheckText(JsonProperty keyword, string text, string place, List<string> errors)
    {
        if (keyword.Name == "pattern")
        {
            Expect(Regex.IsMatch(text, keyword.Value.GetString()!, RegexOptions.ECMAScript), $"{place} does not match {keyword.Value}", errors);
            return;
        }

        // JSON Schema counts characters, not UTF-16 units.
        var length = text.EnumerateRunes().Count();
        var bound = keyword.Value.GetInt32();
        Expect(keyword.Name == "minLength" ? length >= bound : length <= bound, $"{place}: {keyword.Name} {bound}", errors);
    }

    private void CheckBranches(JsonElement branches, JsonElement value, string place, bool isExclusive, List<string> errors)
    {
        var matches = 0;
        List<string>? nearest = null;
        foreach (var branch in branches.EnumerateArray())
        {
            if (IsOfAnotherType(branch, value))
                continue;
            var found = Check(branch, value, place);
            if (found.Count == 0)
                matches++;
            else if (nearest is null || Distance(found, place) < Distance(nearest, place))
                nearest = found;
        }

        if (matches == 0)
            errors.AddRange(nearest ?? [$"{place} matches no branch: {Short(value)}"]);
        else if (isExclusive && matches > 1)
            errors.Add($"{place} matches {matches} branches of oneOf");
    }

    /// <summary>Whether the value's <c>type</c> shows without a further look that it does not match.</summary>
    private bool IsOfAnotherType(JsonElement branch, JsonElement value)
    {
        if (branch.TryGetProperty("$ref", out var reference))
            branch = document.Resolve(reference.GetString()!);
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var type)
            && branch.TryGetProperty("properties", out var properties) && properties.TryGetProperty("type", out var schema)
            && Check(schema, type, "").Count > 0;
    }

    /// <summary>How far a value is from a branch: one of another kind is not the one that was meant.</summary>
    private static int Distance(List<string> errors, string place) =>
        errors.Count + (errors.Exists(error => error.StartsWith($"{place} is ", StringComparison.Ordinal)) ? 1000 : 0);

    private static IEnumerable<string?> Types(JsonElement operand) =>
        operand.ValueKind == JsonValueKind.Array ? operand.EnumerateArray().Select(type => type.GetString()) : [operand.GetString()];

    private static bool IsOf(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        _ => throw new NotSupportedException($"The type {type} of a schema is not checked."),
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "..." : value.GetRawText();

    private static void Expect(bool holds, string error, List<string> errors)
    {
        if (!holds)
            errors.Add(error);
    }
}
