namespace Signalbox.Wire.OpenAIChat;

/// <summary>What one event of a chat completion stream is.</summary>
public enum ChatStreamEventKind
{
    /// <summary>No data: a comment, a heartbeat, a blank line.</summary>
    Heartbeat,

    /// <summary>A chunk of the answer, the usage chunk and Azure's filter results (R37) included.</summary>
    Chunk,

    /// <summary><c>[DONE]</c>: the stream is complete.</summary>
    Done,

    /// <summary>An error told inside the stream.</summary>
    Error,

    /// <summary>JSON that is none of these; to be passed on as it is.</summary>
    Other,

    /// <summary>Data that is no JSON object, such as a chunk cut off by a dying upstream.</summary>
    Malformed,
}
