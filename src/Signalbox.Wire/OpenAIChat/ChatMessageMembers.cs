using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>The members of one message of a chat request, found but not yet judged. What is missing or null is undefined.</summary>
internal struct ChatMessageMembers
{
    public JsonElement Role;
    public JsonElement Content;
    public JsonElement Name;
    public JsonElement ToolCalls;
    public JsonElement FunctionCall;
    public JsonElement ToolCallId;
    public JsonElement Refusal;
    public JsonElement ReasoningContent;
    public JsonElement Reasoning;
    public JsonElement ReasoningDetails;
    public JsonElement ThinkingBlocks;
    public JsonElement CacheControl;

    /// <summary>Sorts the members of a message and notes those that we do not know.</summary>
    public static ChatMessageMembers Read(ChatReading reading, JsonElement message, string at)
    {
        var found = default(ChatMessageMembers);
        foreach (var member in message.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            var name = RawElement.Name(member);
            switch (name)
            {
                case "role":
                    found.Role = member.Value;
                    break;
                case "content":
                    found.Content = member.Value;
                    break;
                case "name":
                    found.Name = member.Value;
                    break;
                case "tool_calls":
                    found.ToolCalls = member.Value;
                    break;
                case "function_call":
                    found.FunctionCall = member.Value;
                    break;
                case "tool_call_id":
                    found.ToolCallId = member.Value;
                    break;
                case "refusal":
                    found.Refusal = member.Value;
                    break;
                case "reasoning_content":
                    found.ReasoningContent = member.Value;
                    break;
                case "reasoning":
                    found.Reasoning = member.Value;
                    break;
                case "reasoning_details":
                    found.ReasoningDetails = member.Value;
                    break;
                case "thinking_blocks":
                    found.ThinkingBlocks = member.Value;
                    break;
                case "cache_control":
                    found.CacheControl = member.Value;
                    break;
                // Clients hand the answer's message back as they got it, empty lists included.
                case "annotations" when member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0:
                    break;
                default:
                    reading.NoteUnknown(member.Value, at, name);
                    break;
            }
        }

        return found;
    }
}
