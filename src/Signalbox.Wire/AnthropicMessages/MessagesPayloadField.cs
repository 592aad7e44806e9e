namespace Signalbox.Wire.AnthropicMessages;

/// <summary>The members of answers and stream events that the gateway reads.</summary>
internal enum MessagesPayloadField : byte
{
    Unknown,
    Id,
    Type,
    Code,
    Model,
    Usage,
    Delta,
    Error,
    Content,
    Message,
    StopReason,
    ContentBlock,
}
