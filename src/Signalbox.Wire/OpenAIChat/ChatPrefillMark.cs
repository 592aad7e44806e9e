using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Marks a request whose answer is to go on from the assistant's last message.</summary>
internal static class ChatPrefillMark
{
    /// <summary>Whether the conversation ends with words of the assistant.</summary>
    public static bool IsWanted(ConversationRequest request) =>
        request.Turns.Count > 0 && request.Turns[^1].Role == TurnRole.Assistant && !request.Turns[^1].Parts.Exists(part => part is ToolCallPart);

    public static void WriteOnMessage(ChatServer server, Utf8JsonWriter writer)
    {
        if (server.Prefill is ChatPrefill.Prefix or ChatPrefill.Partial)
            writer.WriteBoolean(server.Prefill == ChatPrefill.Prefix ? "prefix"u8 : "partial"u8, true);
    }

    public static void WriteOnRequest(ConversationRequest request, ChatServer server, Utf8JsonWriter writer)
    {
        if (server.Prefill != ChatPrefill.ContinueFinalMessage || !IsWanted(request))
            return;
        writer.WriteBoolean("continue_final_message"u8, true);
        // vLLM refuses the one beside the other, which is on by default.
        writer.WriteBoolean("add_generation_prompt"u8, false);
    }
}
