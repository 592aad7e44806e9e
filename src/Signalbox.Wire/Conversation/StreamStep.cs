namespace Signalbox.Wire.Conversation;

/// <summary>What an event means for the stream it came in.</summary>
public enum StreamStep
{
    /// <summary>More is to come.</summary>
    Continue,

    /// <summary>It was the last.</summary>
    Done,

    /// <summary>It tells an error.</summary>
    Error,

    /// <summary>It is not what the dialect sends: malformed JSON or a wrong type.</summary>
    Malformed,
}
