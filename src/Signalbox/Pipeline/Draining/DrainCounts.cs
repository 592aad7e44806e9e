using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Signalbox.Observability;

namespace Signalbox.Pipeline.Draining;

/// <summary>What became of the answers that were to be read on without their callers.</summary>
internal sealed class DrainCounts
{
    private readonly ConcurrentDictionary<(string Provider, DrainEnd End), Counter> _counts = new();

    public DrainCounts(IMeterFactory meters) => SignalboxMeter.Of(meters).CreateObservableCounter("signalbox.drains", () => _counts.Select(pair => new Measurement<long>(
        pair.Value.Value, new("provider", pair.Key.Provider), new KeyValuePair<string, object?>("outcome", Word(pair.Key.End)))), "{call}",
        "Answers that were to be read on after their callers had gone, by what became of that.");

    /// <summary>Counts one.</summary>
    public void Add(string provider, DrainEnd end) => _counts.GetOrAdd((provider, end), static _ => new Counter()).Add();

    /// <summary>The word for an end, in metrics and records.</summary>
    public static string Word(DrainEnd end) => end switch
    {
        DrainEnd.Whole => "whole",
        DrainEnd.Seconds => "seconds",
        DrainEnd.Bytes => "bytes",
        DrainEnd.Stopped => "stopped",
        DrainEnd.Limit => "limit",
        DrainEnd.NoPlace => "no-place",
        _ => "failed",
    };
}
