using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Hands earlier thoughts back in the field in which the server takes them.</summary>
internal static class ChatReasoningHistory
{
    /// <summary>The one field that takes thoughts that are withheld.</summary>
    private const string Details = "reasoning_details";

    private const string TextBreak = "\n\n";

    /// <summary>Whether thoughts of the conversation are left out.</summary>
    public static bool Omits(ConversationRequest request, ChatServer server)
    {
        if (server.HistoryField is null)
            return true;
        if (server.HistoryField != Details && request.HasThoughts(part => part.IsRedacted))
            return true;
        if (!server.HistoryOfCallsOnly)
            return false;
        for (var i = 0; i < request.Turns.Count; i++)
        {
            if (request.Turns[i].Parts.Exists(part => part is ReasoningPart) && !IsTaken(request.Turns, i, server))
                return true;
        }

        return false;
    }

    /// <summary>Whether the thoughts of a turn count: always, or where a tool is called before or after it between two turns of the user.</summary>
    public static bool IsTaken(List<Turn> turns, int index, ChatServer server)
    {
        if (server.HistoryField is null || !server.HistoryOfCallsOnly)
            return server.HistoryField is not null;
        var first = index;
        while (first > 0 && turns[first - 1].Role != TurnRole.User)
            first--;
        for (var i = first; i < turns.Count && turns[i].Role != TurnRole.User; i++)
        {
            if (turns[i].Parts.Exists(part => part is ToolCallPart))
                return true;
        }

        return false;
    }

    /// <summary>Writes the thoughts of one message.</summary>
    public static void Write(List<ContentPart> parts, bool callsTools, ChatServer server, Utf8JsonWriter writer)
    {
        var thoughts = parts.OfType<ReasoningPart>().ToList();
        if (server.HistoryField == Details)
        {
            if (thoughts.Count > 0)
                WriteDetails(thoughts, writer);
            return;
        }

        var text = string.Join(TextBreak, thoughts.Select(part => part.Text).Where(text => text.Length > 0));
        if (text.Length > 0 || (callsTools && server.CallsNeedThoughts))
            writer.WriteString(server.HistoryField!, text);
    }

    /// <summary>OpenRouter's form, which carries what the provider signed or encrypted (R57, R58).</summary>
    private static void WriteDetails(List<ReasoningPart> thoughts, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("reasoning_details"u8);
        foreach (var thought in thoughts)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, thought.IsRedacted ? "reasoning.encrypted"u8 : "reasoning.text"u8);
            if (thought.IsRedacted)
                writer.WriteString("data"u8, thought.Signature);
            else
                writer.WriteString("text"u8, thought.Text);
            if (thought is { IsRedacted: false, Signature: { } signature })
                writer.WriteString("signature"u8, signature);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
