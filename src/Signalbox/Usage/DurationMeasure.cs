namespace Signalbox.Usage;

/// <summary>What of a call was timed. Stored: never renumber.</summary>
internal enum DurationMeasure
{
    /// <summary>The whole call.</summary>
    Latency = 0,

    /// <summary>To the first content of a stream.</summary>
    TimeToFirstToken = 1,

    /// <summary>In the gateway itself.</summary>
    Overhead = 2,
}
