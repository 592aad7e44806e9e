using Signalbox.Cluster;
using Signalbox.Configuration;
using Signalbox.Limits;
using Signalbox.Observability;
using Signalbox.Snapshots;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Readiness;

/// <summary>
/// Judges whether the gateway should get traffic. A database that is away is no reason against it: calls are served from the snapshot and usage
/// waits in the journal (R79).
/// </summary>
internal sealed class GatewayReadiness(
    SnapshotReloader snapshots, StartConfiguration configuration, InvalidationLink link, LimitCoordination limits, UsageJournal journal, UsageWriter writer, CallMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan FallbackMemory = TimeSpan.FromMinutes(10);

    /// <summary>Everything worth telling; empty when all is well.</summary>
    public IReadOnlyList<ReadinessReason> Reasons()
    {
        var reasons = new List<ReadinessReason>();
        var snapshot = snapshots.Status;
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            reasons.Add(new("draining", "The gateway is stopping; calls in flight are finished.", true));
        if (!snapshot.Exists)
            reasons.Add(new("no-snapshot", "There is nothing to serve from: the database cannot be reached, and there is no copy on disk that can be used.", true));
        else if (snapshot.Stale)
            reasons.Add(new(snapshot.BuildFailed ? "snapshot-build-failed" : "snapshot-stale", snapshot.Problem!, false));
        if (configuration.Problem is { } notApplied)
            reasons.Add(new("configuration-not-applied", notApplied, false));
        if (link.State == RedisState.Down)
            reasons.Add(new("redis-unavailable",
                "Redis cannot be reached: changes made at other instances arrive by polling, within seconds, and each instance enforces an equal part of what is left of each limit.", false));
        else if (limits.Problem is { } divided)
            reasons.Add(new("limits-divided", divided, false));
        if (journal.Problem is { } problem)
            reasons.Add(new("journal-unavailable", problem, true));
        foreach (var group in metrics.Fallbacks.Since(time.GetUtcNow() - FallbackMemory).GroupBy(series => series.Model))
            reasons.Add(new("route-default", $"Within the last {FallbackMemory.TotalMinutes:0} minutes nothing in the route group '{group.Key}' could serve some of its calls, and the default did: look at its members.", false));
        if (writer.Problem is { } stalled)
            reasons.Add(new("usage-delayed", stalled, false));
        return reasons;
    }
}
