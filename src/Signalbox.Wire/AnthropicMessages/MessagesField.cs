namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// The top-level fields of a Messages request that the gateway reads (https://docs.anthropic.com/en/api/messages). All
/// others pass unread.
/// </summary>
internal enum MessagesField : byte
{
    Unknown,
    Model,
    Messages,
    System,
    Stream,
    MaxTokens,
    Tools,
    Thinking,
    OutputConfig,
    OutputFormat,
}
