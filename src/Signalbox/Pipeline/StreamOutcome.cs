namespace Signalbox.Pipeline;

/// <summary>What the bytes read last mean for the stream.</summary>
internal enum StreamOutcome
{
    /// <summary>More is to come.</summary>
    Continue,

    /// <summary><c>[DONE]</c> has come and is held back for the journal.</summary>
    Done,

    /// <summary>The connection ended without it.</summary>
    Ended,

    /// <summary>The upstream told an error inside the stream.</summary>
    Error,

    /// <summary>An event is larger than anything a stream should carry.</summary>
    TooLarge,
}
