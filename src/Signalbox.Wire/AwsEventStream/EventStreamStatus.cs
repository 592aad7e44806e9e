namespace Signalbox.Wire.AwsEventStream;

/// <summary>What <see cref="EventStreamFramer.TryRead"/> found.</summary>
public enum EventStreamStatus
{
    /// <summary>No complete frame yet: call again with the same unread bytes and more behind them.</summary>
    NeedMore,

    /// <summary>A complete frame; consume its bytes before the next call.</summary>
    Frame,

    /// <summary>A checksum or a length is wrong. The stream cannot be read further.</summary>
    Corrupt,

    /// <summary>The frame would pass the limit. The stream cannot be read further.</summary>
    TooLarge,
}
