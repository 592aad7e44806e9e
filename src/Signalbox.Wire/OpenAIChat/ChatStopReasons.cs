using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>The words for why an answer ended (https://platform.openai.com/docs/api-reference/chat/object#chat-object-choices).</summary>
internal static class ChatStopReasons
{
    /// <summary>Reads a <c>finish_reason</c>; a word that is not known ends an answer like <c>stop</c>.</summary>
    public static StopReason Read(string? word) => word switch
    {
        // The second is DeepSeek's: the answer was cut off for want of capacity. The third has been seen of servers in front of Anthropic.
        "length" or "insufficient_system_resource" or "max_tokens" => StopReason.Length,
        "tool_calls" or "function_call" or "tool_use" => StopReason.ToolCalls,
        "content_filter" => StopReason.ContentFilter,
        _ => StopReason.Complete,
    };

    /// <summary>
    /// The word for a reason. An answer that calls tools says so whatever the upstream said, and one that calls none does not: clients act on it (R40).
    /// </summary>
    /// <param name="reason">The reason.</param>
    /// <param name="hasCalls">Whether the answer calls tools.</param>
    /// <param name="hasRefusal">Whether the answer carries the words in which the model declined, so that the end itself need not say it.</param>
    public static string Word(StopReason reason, bool hasCalls, bool hasRefusal) => reason switch
    {
        StopReason.Length => "length",
        StopReason.ContentFilter => "content_filter",
        StopReason.Refusal when !hasRefusal => "content_filter",
        _ when hasCalls => "tool_calls",
        _ => "stop",
    };
}
