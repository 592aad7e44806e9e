using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads the blocks that a message is made of (https://docs.anthropic.com/en/api/messages#body-messages).</summary>
internal static class MessagesBlockReader
{
    /// <summary>Reads one block.</summary>
    /// <returns>Null when the block is wrong, or of a kind that we do not know, which is noted.</returns>
    public static ContentPart? Read(JsonElement block, string path, TurnRole role, RequestReading reading)
    {
        if (!reading.IsObject(block, path))
            return null;
        var type = reading.RequiredText(block, "type", path);
        if (!IsAtHome(type, role))
        {
            reading.Fail(path + ".type", role switch
            {
                TurnRole.Assistant => "names a block that only a message of the user may hold.",
                TurnRole.System => "must be \"text\": instructions hold nothing else.",
                TurnRole.Tool => "names a block that the result of a tool may not hold.",
                _ => "names a block that only a message of the assistant may hold.",
            });
            return null;
        }

        var part = type switch
        {
            "text" => ReadText(block, path, reading),
            "image" => MessagesMediaReader.ReadImage(block, path, reading),
            "document" => MessagesMediaReader.ReadDocument(block, path, reading),
            "thinking" => ReadThinking(block, path, reading),
            "redacted_thinking" => ReadRedacted(block, path, reading),
            "tool_use" => ReadCall(block, path, reading),
            "tool_result" => ReadResult(block, path, reading),
            "tool_reference" => ReadReference(block, path, reading),
            _ => Unknown(type, path, role, reading),
        };
        return part is null ? null : part with { Cache = reading.Cache(block, path) };
    }

    private static bool IsAtHome(string type, TurnRole role) => type switch
    {
        "tool_result" => role == TurnRole.User,
        "tool_use" or "thinking" or "redacted_thinking" => role == TurnRole.Assistant,
        "text" => true,
        _ => role != TurnRole.System,
    };

    private static ContentPart? Unknown(string type, string path, TurnRole role, RequestReading reading)
    {
        if (ForeignContent.Messages.DemandFor(type) is { } demand)
            reading.Fail(path + ".type", demand);
        else
            reading.Note(role == TurnRole.Assistant ? ConversationFeature.Unknown : ConversationFeature.UnknownContent, path);
        return null;
    }

    /// <summary>
    /// What a search for tools found (https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/tool-search-tool). Other APIs are offered all tools at
    /// once, so the name is all that need be said.
    /// </summary>
    private static TextPart ReadReference(JsonElement block, string path, RequestReading reading)
    {
        reading.Note(ConversationFeature.ToolReference, path);
        return new TextPart($"The tool {reading.RequiredText(block, "tool_name", path)} is at hand.");
    }

    private static TextPart ReadText(JsonElement block, string path, RequestReading reading)
    {
        if (block.TryGet("citations", out var citations) && citations.ValueKind == JsonValueKind.Array && citations.GetArrayLength() > 0)
            reading.Note(ConversationFeature.Citations, path + ".citations");
        return new TextPart(reading.RequiredText(block, "text", path));
    }

    private static ReasoningPart ReadThinking(JsonElement block, string path, RequestReading reading)
    {
        reading.Note(ConversationFeature.ReasoningHistory, path);
        var signature = reading.OptionalText(block, "signature", path);
        return new ReasoningPart(reading.RequiredText(block, "thinking", path), string.IsNullOrEmpty(signature) ? null : signature);
    }

    private static ReasoningPart ReadRedacted(JsonElement block, string path, RequestReading reading)
    {
        reading.Note(ConversationFeature.ReasoningHistory, path);
        return new ReasoningPart("", reading.RequiredText(block, "data", path)) { IsRedacted = true };
    }

    private static ToolCallPart ReadCall(JsonElement block, string path, RequestReading reading)
    {
        var id = CallerCallIds.Unwrap(reading.RequiredText(block, "id", path));
        var input = reading.OptionalObject(block, "input", path);
        reading.CallIds.Add(id);
        return new ToolCallPart(id, reading.RequiredText(block, "name", path), input.ValueKind == JsonValueKind.Object ? input.Compact() : "{}");
    }

    private static ToolResultPart ReadResult(JsonElement block, string path, RequestReading reading)
    {
        var id = CallerCallIds.Unwrap(reading.RequiredText(block, "tool_use_id", path));
        if (!reading.CallIds.Contains(id))
            reading.Fail(path + ".tool_use_id", "refers to no \"tool_use\" block of an earlier message. Send the call before its result.");
        var isError = reading.OptionalFlag(block, "is_error", path) ?? false;
        if (isError)
            reading.Note(ConversationFeature.ToolResultError, path + ".is_error");
        return new ToolResultPart(id, ReadResultContent(block, path + ".content", reading), isError);
    }

    private static List<ContentPart> ReadResultContent(JsonElement block, string path, RequestReading reading)
    {
        var parts = new List<ContentPart>();
        if (!block.TryGet("content", out var content))
            return parts;
        if (content.ValueKind == JsonValueKind.String)
        {
            parts.Add(new TextPart(content.Text()));
            return parts;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            reading.Fail(path, "must be a string or a list of blocks.");
            return parts;
        }

        var index = 0;
        foreach (var inner in content.EnumerateArray())
        {
            var innerPath = $"{path}.{index++}";
            if (Read(inner, innerPath, TurnRole.Tool, reading) is not { } part)
                continue;
            parts.Add(part);
            if (part is ImagePart)
                reading.Note(ConversationFeature.ToolResultImage, innerPath);
            else if (part is DocumentPart)
                reading.Note(ConversationFeature.ToolResultDocument, innerPath);
        }

        return parts;
    }
}
