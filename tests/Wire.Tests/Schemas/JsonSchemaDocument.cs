using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Schemas;

/// <summary>The component schemas of an OpenAPI document (https://spec.openapis.org/oas/v3.1.0#components-object).</summary>
internal sealed class JsonSchemaDocument
{
    private const string ComponentPath = "#/components/schemas/";
    private readonly JsonElement _components;

    private JsonSchemaDocument(JsonElement document) => _components = document.GetProperty("components").GetProperty("schemas");

    /// <summary>Reads a document.</summary>
    public static JsonSchemaDocument Parse(string json) => new(JsonElement.Parse(json));

    /// <summary>Takes a document that was read.</summary>
    public static JsonSchemaDocument From(JsonNode document) => Parse(document.ToJsonString());

    /// <summary>What a value has that the component does not allow; empty when it validates.</summary>
    public IReadOnlyList<string> Errors(string component, JsonElement value) => new JsonSchemaCheck(this).Run(_components.GetProperty(component), value);

    /// <summary>The schema that a <c>$ref</c> names.</summary>
    public JsonElement Resolve(string reference)
    {
        if (!reference.StartsWith(ComponentPath, StringComparison.Ordinal) || !_components.TryGetProperty(reference[ComponentPath.Length..], out var schema))
            throw new NotSupportedException($"No schema lies at {reference}.");
        return schema;
    }
}
