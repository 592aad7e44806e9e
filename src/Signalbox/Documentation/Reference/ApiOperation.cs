using System.Text.Json.Nodes;

namespace Signalbox.Documentation.Reference;

/// <summary>One operation of the OpenAPI document.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Tag">Its group.</param>
/// <param name="Json">The operation object.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, JsonObject Json)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public string Summary => (string?)Json["summary"] ?? $"{Method} {Path}";

    public string? Description => (string?)Json["description"];

    /// <summary>Its anchor on the page.</summary>
    public string Id => HtmlText.Id($"{Method} {Path}");

    public IEnumerable<JsonObject> Parameters => (Json["parameters"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Media type and schema of the body; null when it takes none.</summary>
    public (string MediaType, JsonNode? Schema)? Body => Json["requestBody"]?["content"] is JsonObject { Count: > 0 } content ? (content.First().Key, content.First().Value?["schema"]) : null;

    /// <summary>The responses by status, lowest first.</summary>
    public IEnumerable<(string Status, JsonNode Response)> Responses =>
        (Json["responses"] as JsonObject ?? []).Where(r => r.Value is not null).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value!));

    /// <summary>Whether callers use it, with a key of their own.</summary>
    public bool IsDataPlane => Path.StartsWith("/v1/", StringComparison.Ordinal);

    /// <summary>Whether it answers without a key.</summary>
    public bool IsOpen => Json["security"] is JsonArray { Count: 0 };

    /// <summary>All operations of a document, in its order.</summary>
    public static IEnumerable<ApiOperation> ReadAll(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in Methods
        let operation = path.Value?[method] as JsonObject
        where operation is not null
        select new ApiOperation(method.ToUpperInvariant(), path.Key, (string?)operation["tags"]?[0] ?? "Other", operation);
}
