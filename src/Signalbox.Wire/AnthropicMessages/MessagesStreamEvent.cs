namespace Signalbox.Wire.AnthropicMessages;

/// <summary>What one stream event means for the gateway. Ranges count from the start of the event's data.</summary>
public readonly record struct MessagesStreamEvent
{
    /// <summary>What the event is.</summary>
    public MessagesStreamEventKind Kind { get; init; }

    /// <summary>
    /// Whether it carries something a reader sees or acts on: text, thinking or its signature, a tool call. The first such
    /// event is the first token; a text block that begins empty is not.
    /// </summary>
    public bool HasContent { get; init; }

    /// <summary>Bytes of text, thinking or input that it adds to the answer, as written in JSON: the base of an estimate.</summary>
    public int ContentBytes { get; init; }

    /// <summary>The content of <c>stop_reason</c>, without quotes.</summary>
    public ByteRange StopReason { get; init; }

    /// <summary>The counts of the stream so far, when this event has a <c>usage</c> object.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The content of <c>model</c> of a <c>message_start</c>, without quotes.</summary>
    public ByteRange Model { get; init; }

    /// <summary>The content of <c>id</c> of a <c>message_start</c>, without quotes.</summary>
    public ByteRange Id { get; init; }

    /// <summary>The error, when <see cref="Kind"/> is <see cref="MessagesStreamEventKind.Error"/>.</summary>
    public ErrorScan Error { get; init; }
}
