namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// The top-level fields of a chat completion request that the gateway reads
/// (https://platform.openai.com/docs/api-reference/chat/create). All others pass unread.
/// </summary>
internal enum ChatField : byte
{
    Unknown,
    Model,
    Messages,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    Choices,
    User,
    Tools,
    Functions,
    ResponseFormat,
    ReasoningEffort,
    Reasoning,
    Modalities,
    Audio,
    Logprobs,
    WebSearchOptions,
    Prediction,
}
