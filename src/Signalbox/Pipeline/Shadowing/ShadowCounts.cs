using System.Diagnostics.Metrics;
using Signalbox.Observability;
using Signalbox.Promotion.Shadow;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>What became of calls that a candidate was to answer too.</summary>
internal sealed class ShadowCounts
{
    private long _answered;
    private long _failed;
    private long _noPlace;
    private long _overCost;

    public ShadowCounts(IMeterFactory meters, ShadowPairs pairs)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableCounter("signalbox.shadow.calls", Calls, "{call}", "Calls that a candidate was to answer too, by what became of that.");
        meter.CreateObservableCounter("signalbox.shadow.dropped", () => pairs.Dropped, "{pair}", "Comparisons that were dropped, since the database did not take them in time.");
    }

    public void Answered() => Interlocked.Increment(ref _answered);

    public void Failed() => Interlocked.Increment(ref _failed);

    public void NoPlace() => Interlocked.Increment(ref _noPlace);

    public void OverCost() => Interlocked.Increment(ref _overCost);

    private IEnumerable<Measurement<long>> Calls() =>
    [
        new(Volatile.Read(ref _answered), new KeyValuePair<string, object?>("outcome", "answered")),
        new(Volatile.Read(ref _failed), new KeyValuePair<string, object?>("outcome", "failed")),
        new(Volatile.Read(ref _noPlace), new KeyValuePair<string, object?>("outcome", "no-place")),
        new(Volatile.Read(ref _overCost), new KeyValuePair<string, object?>("outcome", "over-daily-cost")),
    ];
}
