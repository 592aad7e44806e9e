using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes turns as messages. Adjacent turns of the assistant become one message, since the results of calls must follow the message that
/// made them; each result becomes a message of its own.
/// </summary>
internal sealed class ChatMessagesWriter(ChatServer server, Utf8JsonWriter writer)
{
    private const string TextBreak = "\n\n";
    private readonly ChatCallIds _ids = new(server.CallIdLength);

    /// <summary>Writes the messages.</summary>
    /// <param name="turns">The turns, in the server's order.</param>
    /// <param name="isPrefilled">Whether the answer is to go on from the last of them.</param>
    public void Write(List<Turn> turns, bool isPrefilled)
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
                WriteResults(parts);
            else if (role == TurnRole.Assistant)
                WriteAnswer(parts, turns[first].Name, ChatReasoningHistory.IsTaken(turns, first, server), isPrefilled && i == turns.Count);
            else
                WriteSpoken(Name(role), parts, turns[first].Name);
        }
    }

    private string Name(TurnRole role) => role switch
    {
        TurnRole.User => "user",
        TurnRole.Developer => server.DeveloperRole,
        _ => "system",
    };

    private void WriteSpoken(string role, List<ContentPart> parts, string? name)
    {
        Begin(role, name);
        WriteContent(parts, TextBreak);
        writer.WriteEndObject();
    }

    private void WriteAnswer(List<ContentPart> parts, string? name, bool hasThoughts, bool isPrefill)
    {
        Begin("assistant", name);
        var spoken = parts.FindAll(part => part is not (ReasoningPart or RefusalPart or ToolCallPart));
        var calls = parts.OfType<ToolCallPart>().ToList();
        var refusal = string.Concat(parts.OfType<RefusalPart>().Select(part => part.Text));
        if (spoken.Count == 0 && (calls.Count > 0 || refusal.Length > 0) && server.NullContent)
            writer.WriteNull("content"u8);
        else
            WriteContent(spoken, "");
        if (refusal.Length > 0)
            writer.WriteString("refusal"u8, refusal);
        if (hasThoughts)
            ChatReasoningHistory.Write(parts, calls.Count > 0, server, writer);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
                WriteCall(call);
            writer.WriteEndArray();
        }

        if (isPrefill)
            ChatPrefillMark.WriteOnMessage(server, writer);
        writer.WriteEndObject();
    }

    private void WriteCall(ToolCallPart call)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, _ids[call.Id]);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, call.IsCustom ? $"{{\"{ChatToolsWriter.InputName}\":{Quote(call.Arguments)}}}" : call.Arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Quote(string text) => System.Text.Encoding.UTF8.GetString(Json.JsonText.Encode(text));

    /// <summary>First all messages of the tools, which nothing may stand between, then what could not stand in them.</summary>
    private void WriteResults(List<ContentPart> parts)
    {
        var attached = new List<ContentPart>();
        foreach (var part in parts)
        {
            if (part is not ToolResultPart result)
                continue;
            var media = result.Parts.FindAll(item => item is ImagePart or DocumentPart or AudioPart);
            WriteResult(result, media.Count > 0);
            if (media.Count == 0)
                continue;
            attached.Add(new TextPart($"From the result of the tool call {_ids[result.CallId]}:"));
            attached.AddRange(media);
        }

        if (attached.Count > 0)
            WriteSpoken("user", attached, null);
    }

    private void WriteResult(ToolResultPart result, bool hasMedia)
    {
        var text = string.Join(TextBreak, result.Parts.OfType<TextPart>().Select(part => part.Text));
        if (text.Length == 0 && hasMedia)
            text = "The result follows in the next message of the user.";
        if (result.IsError && !text.StartsWith("Error", StringComparison.OrdinalIgnoreCase))
            text = $"Error: {text}";
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, _ids[result.CallId]);
        writer.WriteString("content"u8, text);
        writer.WriteEndObject();
    }

    private void Begin(string role, string? name)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        if (name is not null && server.ParticipantNames)
            writer.WriteString("name"u8, name);
    }

    /// <summary>Text alone goes as one string, which every compatible server takes; a list of texts not all of them do.</summary>
    private void WriteContent(List<ContentPart> parts, string between)
    {
        if (parts.TrueForAll(part => part is TextPart))
        {
            writer.WriteString("content"u8, string.Join(between, parts.OfType<TextPart>().Select(part => part.Text)));
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
            ChatPartsWriter.Write(part, server, writer);
        writer.WriteEndArray();
    }
}
