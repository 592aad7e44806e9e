using System.Text.Json.Nodes;

namespace Wire.Tests.Schemas;

/// <summary>
/// The schemas of the APIs that the gateway speaks. <c>SIGNALBOX_OPENAI_SCHEMAS</c> names OpenAI's own document (https://github.com/openai/openai-openapi) to
/// check against in place of ours; eng/schemas.sh does so.
/// </summary>
internal static class ApiSchemas
{
    /// <summary>Chat Completions and Responses.</summary>
    public static JsonSchemaDocument OpenAI { get; } = LoadOpenAI();

    /// <summary>Messages.</summary>
    public static JsonSchemaDocument Anthropic { get; } = JsonSchemaDocument.Parse(ReadOurs("anthropic.json"));

    private static JsonSchemaDocument LoadOpenAI()
    {
        if (Environment.GetEnvironmentVariable("SIGNALBOX_OPENAI_SCHEMAS") is not { Length: > 0 } path)
            return JsonSchemaDocument.Parse(ReadOurs("openai.json"));
        var published = JsonNode.Parse(File.ReadAllText(path))!;
        // OpenAI documents custom tools for whole chat completions, and describes their chunks nowhere.
        published["components"]!["schemas"]!["ChatCompletionMessageToolCallChunk"]!["properties"]!["type"]!["enum"]!.AsArray().Add("custom");
        return JsonSchemaDocument.From(published);
    }

    private static string ReadOurs(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", name));
}
