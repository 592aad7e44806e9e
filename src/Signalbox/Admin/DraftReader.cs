using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Signalbox.Admin;

/// <summary>
/// Reads the writable fields of an object from a request body: whole on creation, as a JSON merge patch (RFC 7396)
/// on change, so that an absent field stays and null clears.
/// </summary>
internal static class DraftReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a draft for creation.</summary>
    /// <exception cref="ProblemException">400 naming the field at fault.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type) =>
        Deserialize(await ReadObjectAsync(request), type);

    /// <summary>Reads a draft that may be left out altogether.</summary>
    /// <exception cref="ProblemException">400 naming the field at fault.</exception>
    public static async Task<T> ReadOptionalAsync<T>(HttpRequest request, JsonTypeInfo<T> type) =>
        request.ContentLength is 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? Deserialize([], type)
            : await ReadAsync(request, type);

    /// <summary>Reads a patch and applies it to the current draft.</summary>
    /// <exception cref="ProblemException">400 naming the field at fault.</exception>
    public static async Task<T> PatchAsync<T>(HttpRequest request, T current, JsonTypeInfo<T> type)
    {
        var patch = await ReadObjectAsync(request);
        var target = JsonSerializer.SerializeToNode(current, type)!.AsObject();
        Merge(target, patch);
        return Deserialize(target, type);
    }

    /// <summary>Turns a JSON object into a draft, with errors that name the field.</summary>
    public static T Deserialize<T>(JsonObject body, JsonTypeInfo<T> type)
    {
        if (Fault(body, type, "") is var (path, message)) throw ProblemException.Invalid(path, message);
        try
        {
            return body.Deserialize(type)!;
        }
        catch (JsonException failure)
        {
            var field = failure.Path is { Length: > 2 } at ? at[2..] : "body";
            throw ProblemException.Invalid(field, "has the wrong type or a value that is not allowed.");
        }
    }

    private static async Task<JsonObject> ReadObjectAsync(HttpRequest request)
    {
        try
        {
            var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return JsonObject.Create(document.RootElement) ?? throw ProblemException.Invalid("body", "must be a JSON object.");
        }
        catch (JsonException failure)
        {
            // Only what the reader itself refuses has a place; else a name stands twice.
            throw ProblemException.Invalid("body", failure.LineNumber is { } line
                ? $"is not valid JSON (line {line + 1}, byte {failure.BytePositionInLine + 1})."
                : $"has a field twice: {failure.Message}");
        }
        catch (InvalidOperationException)
        {
            throw ProblemException.Invalid("body", "must be a JSON object.");
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing) Merge(existing, inner);
            else target[name] = value?.DeepClone();
        }
    }

    /// <summary>What the deserializer would let pass: a field that is not known, and an item of a list that is null.</summary>
    private static (string Path, string Message)? Fault(JsonObject body, JsonTypeInfo type, string prefix)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return null;
        foreach (var (name, value) in body)
        {
            var property = type.Properties.FirstOrDefault(p => p.Name == name);
            if (property is null)
                return (prefix + name, Suggestion.For(name, type.Properties.Select(p => p.Name)) is { } near ? $"is not a known field. Did you mean '{near}'?" : "is not a known field.");
            var inner = type.Options.GetTypeInfo(property.PropertyType);
            if (value is JsonObject child && Fault(child, inner, $"{prefix}{name}.") is { } nested) return nested;
            if (value is JsonArray items && inner.Kind == JsonTypeInfoKind.Enumerable && Fault(items, inner, prefix + name) is { } inside) return inside;
        }
        return null;
    }

    private static (string Path, string Message)? Fault(JsonArray items, JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        if (element.Converter is IShorthandConverter shorthand) element = shorthand.LongForm;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null) return ($"{path}[{i}]", "is null. Say what it is, or leave it out.");
            if (items[i] is JsonObject item && Fault(item, element, $"{path}[{i}].") is { } inside) return inside;
        }
        return null;
    }
}
