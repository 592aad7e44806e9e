using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes turns as messages. Adjacent turns of the assistant become one message, since the results of calls must follow the message that
/// made them; each result becomes a message of its own.
/// </summary>
internal static class ChatMessagesWriter
{
    private const string TextBreak = "\n\n";

    public static void Write(List<Turn> turns, ChatServer server, Utf8JsonWriter writer)
    {
        for (var i = 0; i < turns.Count;)
        {
            var first = i++;
            var role = turns[first].Role;
            if (role is TurnRole.Assistant or TurnRole.Tool)
            {
                while (i < turns.Count && turns[i].Role == role)
                    i++;
            }

            var parts = i == first + 1 ? turns[first].Parts : [.. turns[first..i].SelectMany(turn => turn.Parts)];
            if (role == TurnRole.Tool)
                WriteResults(parts, writer);
            else if (role == TurnRole.Assistant)
                WriteAnswer(parts, turns[first].Name, server, writer);
            else
                WriteSpoken(Name(role, server), parts, turns[first].Name, writer);
        }
    }

    private static ReadOnlySpan<byte> Name(TurnRole role, ChatServer server) => role switch
    {
        TurnRole.User => "user"u8,
        TurnRole.Developer when server == ChatServer.OpenAI => "developer"u8,
        _ => "system"u8,
    };

    private static void WriteSpoken(ReadOnlySpan<byte> role, List<ContentPart> parts, string? name, Utf8JsonWriter writer)
    {
        Begin(role, name, writer);
        WriteContent(parts, TextBreak, writer);
        writer.WriteEndObject();
    }

    private static void WriteAnswer(List<ContentPart> parts, string? name, ChatServer server, Utf8JsonWriter writer)
    {
        Begin("assistant"u8, name, writer);
        var spoken = parts.FindAll(part => part is not (ReasoningPart or RefusalPart or ToolCallPart));
        var calls = parts.OfType<ToolCallPart>().ToList();
        var refusal = string.Concat(parts.OfType<RefusalPart>().Select(part => part.Text));
        if (spoken.Count == 0 && (calls.Count > 0 || refusal.Length > 0))
            writer.WriteNull("content"u8);
        else
            WriteContent(spoken, "", writer);
        if (refusal.Length > 0)
            writer.WriteString("refusal"u8, refusal);
        var reasoning = string.Join(TextBreak, parts.OfType<ReasoningPart>().Select(part => part.Text).Where(text => text.Length > 0));
        if (reasoning.Length > 0 && server == ChatServer.Compatible)
            writer.WriteString("reasoning_content"u8, reasoning);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
                WriteCall(call, writer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteCall(ToolCallPart call, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, call.Id);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, call.IsCustom ? $"{{\"{ChatToolsWriter.InputName}\":{Quote(call.Arguments)}}}" : call.Arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Quote(string text) => System.Text.Encoding.UTF8.GetString(Json.JsonText.Encode(text));

    /// <summary>First all messages of the tools, which nothing may stand between, then what could not stand in them.</summary>
    private static void WriteResults(List<ContentPart> parts, Utf8JsonWriter writer)
    {
        var attached = new List<ContentPart>();
        foreach (var part in parts)
        {
            if (part is not ToolResultPart result)
                continue;
            var media = result.Parts.FindAll(item => item is ImagePart or DocumentPart or AudioPart);
            WriteResult(result, media.Count > 0, writer);
            if (media.Count == 0)
                continue;
            attached.Add(new TextPart($"From the result of the tool call {result.CallId}:"));
            attached.AddRange(media);
        }

        if (attached.Count > 0)
            WriteSpoken("user"u8, attached, null, writer);
    }

    private static void WriteResult(ToolResultPart result, bool hasMedia, Utf8JsonWriter writer)
    {
        var text = string.Join(TextBreak, result.Parts.OfType<TextPart>().Select(part => part.Text));
        if (text.Length == 0 && hasMedia)
            text = "The result follows in the next message of the user.";
        if (result.IsError && !text.StartsWith("Error", StringComparison.OrdinalIgnoreCase))
            text = $"Error: {text}";
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, result.CallId);
        writer.WriteString("content"u8, text);
        writer.WriteEndObject();
    }

    private static void Begin(ReadOnlySpan<byte> role, string? name, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        if (name is not null)
            writer.WriteString("name"u8, name);
    }

    /// <summary>Text alone goes as one string, which every compatible server takes; a list of texts not all of them do.</summary>
    private static void WriteContent(List<ContentPart> parts, string between, Utf8JsonWriter writer)
    {
        if (parts.TrueForAll(part => part is TextPart))
        {
            writer.WriteString("content"u8, string.Join(between, parts.OfType<TextPart>().Select(part => part.Text)));
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
            ChatPartsWriter.Write(part, writer);
        writer.WriteEndArray();
    }
}
