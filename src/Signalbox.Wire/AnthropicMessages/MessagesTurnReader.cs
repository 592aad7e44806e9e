using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads <c>system</c> and <c>messages</c> into turns.</summary>
internal static class MessagesTurnReader
{
    /// <summary>Reads the instructions: a string or blocks of text, one turn.</summary>
    public static void ReadSystem(JsonElement root, RequestReading reading)
    {
        if (!root.TryGet("system", out var system))
            return;
        var parts = ReadInstructions(system, "system", reading);
        if (parts.Count > 0)
            reading.Into.Turns.Add(new Turn(TurnRole.System, parts));
    }

    /// <summary>Reads the messages.</summary>
    public static void ReadMessages(JsonElement root, RequestReading reading)
    {
        if (!root.TryGet("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            reading.Fail("messages", "is required: a list with at least one message.");
            return;
        }

        var index = 0;
        var role = "";
        var spoken = false;
        foreach (var message in messages.EnumerateArray())
        {
            var path = $"messages.{index++}";
            if (!reading.IsObject(message, path))
                return;
            role = reading.RequiredText(message, "role", path);
            ReadMessage(message, role, spoken, path, reading);
            if (reading.Defect is not null)
                return;
            spoken |= role != "system";
        }

        if (role == "assistant")
            reading.Note(ConversationFeature.Prefill, $"messages.{index - 1}");
    }

    private static void ReadMessage(JsonElement message, string role, bool spoken, string path, RequestReading reading)
    {
        var turns = reading.Into.Turns;
        var contentPath = path + ".content";
        if (!message.TryGet("content", out var content))
        {
            reading.Fail(contentPath, "is required: a string or a list of blocks.");
            return;
        }

        switch (role)
        {
            case "user":
                var results = new List<ContentPart>();
                var said = new List<ContentPart>();
                ReadContent(content, contentPath, TurnRole.User, results, said, reading);
                if (results.Count > 0)
                    turns.Add(new Turn(TurnRole.Tool, results));
                if (said.Count > 0)
                    turns.Add(new Turn(TurnRole.User, said));
                break;
            case "assistant":
                var parts = new List<ContentPart>();
                ReadContent(content, contentPath, TurnRole.Assistant, parts, parts, reading);
                if (parts.Count > 0)
                    turns.Add(new Turn(TurnRole.Assistant, parts));
                break;
            case "system":
                var instructions = ReadInstructions(content, contentPath, reading);
                if (spoken)
                    reading.Note(ConversationFeature.LateInstructions, path);
                if (instructions.Count > 0)
                    turns.Add(new Turn(TurnRole.System, instructions));
                break;
            default:
                reading.Fail(path + ".role", "must be \"user\", \"assistant\" or \"system\".");
                break;
        }
    }

    private static void ReadContent(
        JsonElement content, string path, TurnRole role, List<ContentPart> results, List<ContentPart> said, RequestReading reading)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                said.Add(new TextPart(content.Text()));
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var block in content.EnumerateArray())
                {
                    if (MessagesBlockReader.Read(block, $"{path}.{index++}", role, reading) is { } part)
                        (part is ToolResultPart ? results : said).Add(part);
                    if (reading.Defect is not null)
                        return;
                }

                break;
            default:
                reading.Fail(path, "must be a string or a list of blocks.");
                break;
        }
    }

    private static List<ContentPart> ReadInstructions(JsonElement content, string path, RequestReading reading)
    {
        var parts = new List<ContentPart>();
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
        {
            reading.Fail(path, "must be a string or a list of text blocks.");
            return parts;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            if (content.Text() is { Length: > 0 } text)
                parts.Add(new TextPart(text));
            return parts;
        }

        ReadContent(content, path, TurnRole.System, parts, parts, reading);
        return parts;
    }
}
