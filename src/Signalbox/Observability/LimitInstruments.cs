using System.Diagnostics.Metrics;
using Signalbox.Core.Limits;
using Signalbox.Limits;

namespace Signalbox.Observability;

/// <summary>Limits at work, as instruments that are read when asked.</summary>
internal sealed class LimitInstruments
{
    public LimitInstruments(IMeterFactory meters, LimitCounts counts, LimitQueues queues, LimitLedgers ledgers)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableCounter("signalbox.limits.refusals", () => counts.Refusals.Select(pair => new Measurement<long>(
            pair.Value, new("limit", pair.Key.Limit), new KeyValuePair<string, object?>("level", pair.Key.Level))), "{call}", "Calls refused, by the limit that stood against them longest and its level.");
        meter.CreateObservableCounter("signalbox.limits.thresholds", () => counts.Thresholds.Select(pair => new Measurement<long>(
            pair.Value, new("limit", pair.Key.Limit), new("level", pair.Key.Level), new KeyValuePair<string, object?>("percent", pair.Key.Percent))), "{time}", "Thresholds of budgets that were reached.");
        meter.CreateObservableCounter("signalbox.limits.cut_offs", () => counts.CutOff, "{stream}", "Streams ended since a limit had no room for more of them.");
        meter.CreateObservableGauge("signalbox.limits.waiting", () => queues.Waiting, "{call}", "Calls that wait for room under a limit now.");
        meter.CreateObservableCounter("signalbox.limits.waits", () => queues.Outcomes.Select(pair => new Measurement<long>(
            pair.Value, new KeyValuePair<string, object?>("outcome", pair.Key))), "{call}", "Calls that waited or would have, by how that ended: admitted, expired, left, full or stopped.");
        meter.CreateObservableCounter("signalbox.limits.waited", () => queues.WaitedMs / 1000.0, "s", "How long calls have waited together.");
        meter.CreateObservableCounter("signalbox.limits.shares", () => new Measurement<long>[]
        {
            new(counts.Grown, new KeyValuePair<string, object?>("result", "granted")), new(counts.NotGrown, new KeyValuePair<string, object?>("result", "denied")),
        }, "{time}", "Calls that waited for a larger share of a limit, by what came of it.");
        meter.CreateObservableGauge("signalbox.limits.instances", () => ledgers.Sharing.Instances, "{instance}", "Live instances that limits are shared among.");
    }
}
