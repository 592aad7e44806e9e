namespace Signalbox.Wire.AnthropicMessages;

/// <summary>What one event of a Messages stream is.</summary>
public enum MessagesStreamEventKind
{
    /// <summary>No data (a comment, a blank line), or a <c>ping</c>.</summary>
    Heartbeat,

    /// <summary><c>message_start</c>: the message without its content, with the input's counts.</summary>
    Start,

    /// <summary><c>content_block_start</c> or <c>content_block_delta</c>.</summary>
    Content,

    /// <summary><c>message_delta</c> with a stop reason: the answer is complete, and so are its counts.</summary>
    End,

    /// <summary><c>message_stop</c>: the stream is complete.</summary>
    Done,

    /// <summary>An error told inside the stream.</summary>
    Error,

    /// <summary><c>content_block_stop</c>, or JSON that is none of these; to be passed on as it is.</summary>
    Other,

    /// <summary>Data that is no JSON object, such as an event cut off by a dying upstream.</summary>
    Malformed,
}
