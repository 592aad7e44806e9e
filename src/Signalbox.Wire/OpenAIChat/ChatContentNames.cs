using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>The members of a <c>delta</c> or <c>message</c> that carry something a reader sees or acts on.</summary>
internal static class ChatContentNames
{
    /// <summary>
    /// <c>content</c>, <c>tool_calls</c>, <c>refusal</c>, <c>function_call</c> and <c>audio</c> are OpenAI's;
    /// <c>reasoning_content</c> (DeepSeek, vLLM), <c>reasoning</c> and <c>reasoning_details</c> (OpenRouter, vLLM) are
    /// those of compatible servers.
    /// </summary>
    public static bool IsContent(ReadOnlySpan<byte> json, JsonString name) =>
        name.Is(json, "content"u8)
        || name.Is(json, "tool_calls"u8)
        || name.Is(json, "reasoning_content"u8)
        || name.Is(json, "reasoning"u8)
        || name.Is(json, "refusal"u8)
        || name.Is(json, "reasoning_details"u8)
        || name.Is(json, "function_call"u8)
        || name.Is(json, "audio"u8);
}
