namespace Signalbox.Usage;

/// <summary>How a call ended. The numbers are stored: never renumber.</summary>
internal enum CallStatus
{
    /// <summary>The caller has the whole answer.</summary>
    Success = 0,

    /// <summary>The gateway refused it before any upstream was called.</summary>
    Refused = 1,

    /// <summary>The upstream failed, or answered with an error.</summary>
    Error = 2,

    /// <summary>The caller went away before the end.</summary>
    Disconnected = 3,

    /// <summary>The gateway was killed during the call.</summary>
    Interrupted = 4,
}
