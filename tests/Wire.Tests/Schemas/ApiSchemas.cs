using System.Text.Json.Nodes;

namespace Wire.Tests.Schemas;

/// <summary>
/// The schemas of the APIs that the gateway speaks. <c>SIGNALBOX_OPENAI_SCHEMAS</c> names OpenAI's own document (https://github.com/openai/openai-openapi) to
/// check against in place of ours; eng/schemas.sh does so. Where the document lies beside the project it is checked against as well.
/// </summary>
internal static class ApiSchemas
{
    /// <summary>Chat Completions and Responses.</summary>
    public static JsonSchemaDocument OpenAI { get; } = LoadOpenAI();

    /// <summary>Messages.</summary>
    public static JsonSchemaDocument Anthropic { get; } = JsonSchemaDocument.Parse(ReadOurs("anthropic.json"));

    /// <summary>OpenAI's own document, where one lies beside the project (<c>shared/data</c>); else null.</summary>
    public static JsonSchemaDocument? PublishedByOpenAI { get; } = FindPublished() is { } path ? LoadPublished(path) : null;

    private static JsonSchemaDocument LoadOpenAI() =>
        Environment.GetEnvironmentVariable("SIGNALBOX_OPENAI_SCHEMAS") is { Length: > 0 } path ? LoadPublished(path) : JsonSchemaDocument.Parse(ReadOurs("openai.json"));

    private static string? FindPublished()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (Path.Combine(directory.FullName, "shared", "data", "openai-openapi.json") is var path && File.Exists(path))
                return path;
        return null;
    }

    private static JsonSchemaDocument LoadPublished(string path)
    {
        var published = JsonNode.Parse(File.ReadAllText(path))!;
        // OpenAI documents custom tools for whole chat completions, and describes their chunks nowhere.
        published["components"]!["schemas"]!["ChatCompletionMessageToolCallChunk"]!["properties"]!["type"]!["enum"]!.AsArray().Add("custom");
        return JsonSchemaDocument.From(published);
    }

    private static string ReadOurs(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", name));
}
