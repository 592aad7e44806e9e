namespace Signalbox.Pipeline.Dialects;

/// <summary>What an event means for the stream it came in.</summary>
internal enum PassageStep
{
    /// <summary>A sign of life, which binds nobody.</summary>
    Heartbeat,

    /// <summary>A part of the answer: from now on no other attempt may answer.</summary>
    Part,

    /// <summary>The last event; it waits for the journal.</summary>
    Done,

    /// <summary>An error.</summary>
    Error,

    /// <summary>Not what the upstream's dialect sends, and not to be translated.</summary>
    Malformed,
}
