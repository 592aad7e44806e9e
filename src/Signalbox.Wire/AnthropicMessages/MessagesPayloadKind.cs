namespace Signalbox.Wire.AnthropicMessages;

/// <summary>The values of an answer's or event's <c>type</c> (https://docs.anthropic.com/en/docs/build-with-claude/streaming).</summary>
internal enum MessagesPayloadKind : byte
{
    Unknown,
    Ping,
    Error,
    MessageStart,
    MessageDelta,
    MessageStop,
    ContentBlockStart,
    ContentBlockDelta,
    ContentBlockStop,
}
