namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What one event of a Responses stream is.</summary>
public enum ResponsesStreamEventKind
{
    /// <summary>No data (a comment, a blank line), or a <c>keepalive</c>.</summary>
    Heartbeat,

    /// <summary><c>response.created</c>, <c>response.queued</c> or <c>response.in_progress</c>: the response without its output.</summary>
    Start,

    /// <summary>Any <c>*.delta</c>; an item or a part that begins or ends.</summary>
    Content,

    /// <summary>JSON that is none of these, or the <c>[DONE]</c> that some servers add; to be passed on as it is.</summary>
    Other,

    /// <summary>
    /// <c>response.completed</c> or <c>response.incomplete</c>: the whole response with its counts, and the last event.
    /// </summary>
    Done,

    /// <summary><c>error</c> or <c>response.failed</c>: an error told inside the stream, which ends with it.</summary>
    Error,

    /// <summary>Data that is no JSON object, such as an event cut off by a dying upstream.</summary>
    Malformed,
}
