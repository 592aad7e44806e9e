using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Writes an element of <c>thinking_blocks</c>, the form in which clients of Chat know Anthropic's signed thoughts.</summary>
internal static class ChatThinkingWriter
{
    public static void Write(ReasoningPart block, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (block.IsRedacted)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteString("data"u8, block.Signature);
        }
        else
        {
            writer.WriteString("type"u8, "thinking"u8);
            writer.WriteString("thinking"u8, block.Text);
            writer.WriteString("signature"u8, block.Signature);
        }

        writer.WriteEndObject();
    }
}
