namespace Signalbox.Bench.Compare.Measuring;

/// <summary>What one contender gave in one round.</summary>
internal sealed record RoundFigures
{
    /// <summary>Answers per second in the closed loop, by connections.</summary>
    public required IReadOnlyDictionary<int, double> PerSecond { get; init; }

    /// <summary>Answers per second to calls that are translated, at <see cref="Plan.TranslatedConnections"/>; null for who cannot.</summary>
    public required double? TranslatedPerSecond { get; init; }

    /// <summary>CPU per 1,000 requests at the most connections, in milliseconds, with the work that is left behind; null for direct.</summary>
    public required double? CpuAtMost { get; init; }

    /// <summary>The same at the fixed rate.</summary>
    public required double? CpuAtRate { get; init; }

    /// <summary>Median latency at the fixed rate, in milliseconds.</summary>
    public required double LatencyMedian { get; init; }

    /// <summary>99th percentile of it.</summary>
    public required double LatencyP99 { get; init; }

    /// <summary>Median time to the first token of a stream, in milliseconds.</summary>
    public required double FirstTokenMedian { get; init; }

    /// <summary>Median time to the last byte of a stream, in milliseconds.</summary>
    public required double StreamMedian { get; init; }

    /// <summary>Calls answered in this round, as the generators counted.</summary>
    public required long Answered { get; init; }

    /// <summary>Whether the contender had finished all work left behind within the time it got.</summary>
    public required bool Settled { get; init; }
}
