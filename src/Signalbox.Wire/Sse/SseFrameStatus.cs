namespace Signalbox.Wire.Sse;

/// <summary>What <see cref="SseFramer.TryRead"/> found.</summary>
public enum SseFrameStatus
{
    /// <summary>No complete event yet: call again with the same unread bytes and more behind them.</summary>
    NeedMore,

    /// <summary>A complete event; consume its bytes before the next call.</summary>
    Event,

    /// <summary>The event has passed the limit without ending. The stream cannot be read further.</summary>
    TooLarge,
}
