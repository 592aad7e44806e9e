using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Models.Demo;

/// <summary>What the demo provider reads of a chat completion request.</summary>
internal sealed record DemoRequest(string Model, bool Stream, bool IncludeUsage, string LastText, bool LastIsToolResult, string PromptText)
{
    /// <summary>The body as it came: the answer's id is derived from it.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How many answers are wanted, 1 to 8.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Most tokens of an answer; null for no bound.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>The function to call, when the caller forces one or the last message asks for a tool; null otherwise.</summary>
    public JsonObject? Function { get; init; }

    /// <summary>Whether the answer must be JSON.</summary>
    public bool WantsJson { get; init; }

    /// <summary>The schema it must follow; null when any object will do.</summary>
    public JsonObject? Schema { get; init; }

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a body; null when it is no request.</summary>
    public static DemoRequest? Read(byte[] body)
    {
        try
        {
            if (JsonNode.Parse(body, documentOptions: Strict) is not JsonObject root || root["messages"] is not JsonArray { Count: > 0 } messages) return null;
            var last = messages[^1] as JsonObject;
            var text = TextOf(last?["content"]);
            var prompt = new StringBuilder();
            foreach (var message in messages) prompt.Append(TextOf((message as JsonObject)?["content"])).Append('\n');
            var format = root["response_format"] as JsonObject;
            var lastIsTool = (string?)last?["role"] == "tool";
            return new DemoRequest(
                (string?)root["model"] ?? "", (bool?)root["stream"] ?? false, (bool?)root["stream_options"]?["include_usage"] ?? false,
                text, lastIsTool, prompt.ToString())
            {
                Body = body,
                Choices = Math.Clamp((int?)root["n"] ?? 1, 1, 8),
                MaxTokens = (long?)root["max_completion_tokens"] ?? (long?)root["max_tokens"],
                Stop = root["stop"] switch
                {
                    JsonArray list => [.. list.Select(s => (string?)s ?? "").Where(s => s.Length > 0)],
                    JsonValue one when (string?)one is { Length: > 0 } single => [single],
                    _ => [],
                },
                Function = lastIsTool ? null : ChooseFunction(root, text),
                WantsJson = (string?)format?["type"] is "json_object" or "json_schema",
                Schema = format?["json_schema"]?["schema"] as JsonObject,
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static JsonObject? ChooseFunction(JsonObject root, string text)
    {
        if (root["tools"] is not JsonArray { Count: > 0 } tools) return null;
        var choice = root["tool_choice"];
        if (choice is JsonValue word && (string?)word == "none") return null;
        var functions = tools.Select(t => (t as JsonObject)?["function"] as JsonObject).OfType<JsonObject>().ToList();
        if (choice is JsonObject named)
            return functions.Find(f => (string?)f["name"] == (string?)named["function"]?["name"]);
        var forced = choice is JsonValue required && (string?)required == "required";
        var mentioned = functions.Find(f => text.Contains((string?)f["name"] ?? "\0", StringComparison.OrdinalIgnoreCase));
        return mentioned ?? (forced || text.Contains("tool", StringComparison.OrdinalIgnoreCase) ? functions.FirstOrDefault() : null);
    }

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonValue value => (string?)value ?? "",
        JsonArray parts => string.Join(' ', parts.OfType<JsonObject>().Where(p => (string?)p["type"] == "text").Select(p => (string?)p["text"])),
        _ => "",
    };
}
