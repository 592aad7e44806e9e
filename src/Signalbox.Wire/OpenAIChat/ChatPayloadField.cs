namespace Signalbox.Wire.OpenAIChat;

/// <summary>The members of an answer, of a chunk and of their parts that the gateway reads.</summary>
internal enum ChatPayloadField : byte
{
    Unknown,
    Choices,
    Usage,
    Error,
    Model,
    Id,
    Object,
    Obfuscation,
    Message,
    Type,
    Code,
    Delta,
    FinishReason,
    Index,
    ServiceTier,

    /// <summary>
    /// What a reader sees or acts on: <c>content</c>, <c>tool_calls</c>, <c>refusal</c> and <c>function_call</c> are
    /// OpenAI's; <c>reasoning_content</c> (DeepSeek, vLLM), <c>reasoning</c> and <c>reasoning_details</c> (OpenRouter,
    /// vLLM) those of compatible servers; <c>audio</c> is OpenAI's again.
    /// </summary>
    Content,
}
