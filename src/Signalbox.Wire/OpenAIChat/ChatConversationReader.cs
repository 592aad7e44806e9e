using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads a chat completion request (https://platform.openai.com/docs/api-reference/chat/create), with what compatible servers have added,
/// into a conversation. A field that equals the API's default is no use of it, and one that is not known is noted.
/// </summary>
public static class ChatConversationReader
{
    /// <summary>Reads a request.</summary>
    /// <param name="root">The body: one object without duplicate fields. It must outlive <paramref name="into"/>.</param>
    /// <param name="into">A new request.</param>
    /// <returns>What is wrong, in which case <paramref name="into"/> is of no use; or null.</returns>
    public static RequestDefect? Read(JsonElement root, ConversationRequest into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (root.ValueKind != JsonValueKind.Object)
            return RequestDefects.NotAnObject;
        var reading = new ChatReading(into);
        var messagesSeen = false;
        foreach (var member in root.EnumerateObject())
        {
            var name = RawElement.Name(member);
            if (name == "messages")
            {
                messagesSeen = true;
                new ChatMessagesReader(reading).Read(member.Value);
            }
            else if (!ChatReading.IsAbsent(member.Value))
            {
                ReadField(reading, name, member.Value);
            }

            if (reading.Failed)
                return reading.Defect;
        }

        if (!messagesSeen)
            return RequestDefects.MessagesMissing;
        ChatToolChoiceReader.Read(reading, root);
        return reading.Defect;
    }

    private static void ReadField(ChatReading reading, string name, JsonElement value)
    {
        switch (name)
        {
            // The choice is read when the tools are known.
            case "model" or "tool_choice" or "function_call":
                return;
            case "tools":
                ChatToolsReader.ReadTools(reading, value);
                return;
            case "functions":
                ChatToolsReader.ReadFunctions(reading, value);
                return;
            case "response_format":
                ChatFormatReader.Read(reading, value);
                return;
            case "reasoning_effort" or "reasoning" or "thinking":
                ChatEffortReader.Read(reading, name, value);
                return;
        }

        if (!ChatSamplingReader.TryRead(reading, name, value) && !ChatParametersReader.TryRead(reading, name, value))
            reading.NoteUnknown(value, "", name);
    }
}
