namespace Signalbox.Pipeline.Draining;

/// <summary>How the reading on of an answer without its caller ended.</summary>
internal enum DrainEnd
{
    /// <summary>The provider failed, or was too slow.</summary>
    Failed,

    /// <summary>The answer came to its end: its tokens are those the provider reports.</summary>
    Whole,

    /// <summary>It took longer than it may.</summary>
    Seconds,

    /// <summary>It was larger than it may be.</summary>
    Bytes,

    /// <summary>The gateway stops.</summary>
    Stopped,

    /// <summary>A limit of the caller's had no room for more.</summary>
    Limit,

    /// <summary>As many answers as may be were read on already, so this one was canceled at once.</summary>
    NoPlace,
}
