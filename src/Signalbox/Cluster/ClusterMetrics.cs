using System.Diagnostics.Metrics;
using Signalbox.Observability;

namespace Signalbox.Cluster;

/// <summary>How this instance hears of the others, as instruments that are read when asked.</summary>
internal sealed class ClusterMetrics
{
    public ClusterMetrics(IMeterFactory meters, InvalidationLink link, ClusterCounts counts)
    {
        if (link.State == RedisState.Off) return;
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableGauge("signalbox.redis.up", () => link.State == RedisState.Up ? 1 : 0, null, "1 while changes are announced through Redis; at 0 the version is polled.");
        meter.CreateObservableCounter("signalbox.invalidations.published", () => Results(("taken", counts.Published), ("failed", counts.Unpublished)),
            "{message}", "Invalidations published after commits here, by whether Redis took them.");
        meter.CreateObservableCounter("signalbox.invalidations.received", () => Results(("newer", counts.Received), ("known", counts.Known), ("unreadable", counts.Unreadable)),
            "{message}", "Messages of other instances: with a newer version, with one in force here already, or not understood.");
    }

    private static IEnumerable<Measurement<long>> Results(params (string Result, Counter Counter)[] counters) =>
        counters.Select(c => new Measurement<long>(c.Counter.Value, new KeyValuePair<string, object?>("result", c.Result)));
}
