using System.Collections.Concurrent;
using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>The figures of one target.</summary>
/// <param name="key">Which target.</param>
/// <param name="system">What telemetry calls a provider of its kind; empty when none was called.</param>
internal sealed class TargetSeries(TargetKey key, string system)
{
    private long _cached;
    private long _cacheWrite;
    private long _reasoning;
    private long _costMicros;

    /// <summary>Which target.</summary>
    public TargetKey Key => key;

    /// <summary>Its provider's kind, as telemetry names it.</summary>
    public string System => system;

    /// <summary>Durations by error code; the empty one is for calls that succeeded.</summary>
    public ConcurrentDictionary<string, HistogramCells> Durations { get; } = new(StringComparer.Ordinal);

    public HistogramCells TimeToFirstToken { get; } = new(CallHistograms.TimeToFirstToken);

    public HistogramCells TimePerOutputToken { get; } = new(CallHistograms.TimePerOutputToken);

    public HistogramCells InputTokens { get; } = new(CallHistograms.TokenUsage);

    public HistogramCells OutputTokens { get; } = new(CallHistograms.TokenUsage);

    public HistogramCells Overhead { get; } = new(CallHistograms.Overhead);

    /// <summary>Input tokens read from the provider's cache; part of the input.</summary>
    public long CachedTokens => Volatile.Read(ref _cached);

    /// <summary>Input tokens written to the provider's cache.</summary>
    public long CacheWriteTokens => Volatile.Read(ref _cacheWrite);

    /// <summary>Reasoning tokens; part of the output.</summary>
    public long ReasoningTokens => Volatile.Read(ref _reasoning);

    /// <summary>Cost in micro-USD.</summary>
    public long CostMicros => Volatile.Read(ref _costMicros);

    /// <summary>Adds a call. What the provider did not report is not counted as zero.</summary>
    public void Add(UsageRecord record)
    {
        Overhead.Record(record.OverheadMicroseconds);
        if (record.TokensInput is { } input) InputTokens.Record(input);
        if (record.TokensOutput is { } output) OutputTokens.Record(output);
        if (record.TokensCached is > 0 and var cached) Interlocked.Add(ref _cached, cached);
        if (record.TokensCacheWrite is > 0 and var cacheWrite) Interlocked.Add(ref _cacheWrite, cacheWrite);
        if (record.TokensReasoning is > 0 and var reasoning) Interlocked.Add(ref _reasoning, reasoning);
        if (record.CostMicros is > 0 and var cost) Interlocked.Add(ref _costMicros, cost);
        if (record.TimeToFirstTokenMicroseconds is not { } first) return;
        TimeToFirstToken.Record(first);
        if (PerOutputToken(record) is { } pace) TimePerOutputToken.Record(pace);
    }

    /// <summary>Microseconds per output token after the first; null when the call does not tell.</summary>
    public static long? PerOutputToken(UsageRecord record) =>
        record is { TimeToFirstTokenMicroseconds: { } first, TokensOutput: > 1 and var output, Status: CallStatus.Success }
            ? (record.LatencyMicroseconds - first) / (output - 1)
            : null;
}
