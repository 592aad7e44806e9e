using System.Diagnostics.Metrics;
using Signalbox.Egress.Http1;
using Signalbox.Responses;
using Signalbox.Snapshots;
using Signalbox.Sockets;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Observability;

/// <summary>How the gateway stands, as instruments that are read when asked.</summary>
internal sealed class GatewayGauges
{
    public GatewayGauges(IMeterFactory meters, SnapshotReloader snapshots, ReloadCounts reloads, UsageJournal journal, UsageWriter writer, ResponseCounts responses, PendingResponses pending, TimeProvider time)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableGauge("signalbox.build.info", () => new Measurement<int>(1, new("version", BuildInfo.Version), new KeyValuePair<string, object?>("commit", BuildInfo.Commit)),
            null, "Always 1; which build runs.");
        meter.CreateObservableGauge("signalbox.snapshot.version", () => snapshots.Status.Version, null, "Registry version that calls are judged by.");
        meter.CreateObservableGauge("signalbox.snapshot.stale", () => snapshots.Status.Stale ? 1 : 0, null, "1 while the snapshot may be older than the registry.");
        meter.CreateObservableGauge("signalbox.snapshot.age", () => Age(snapshots.Status.BuiltAt, time), "s", "Time since the snapshot in force was built.");
        meter.CreateObservableGauge("signalbox.snapshot.keys", () => snapshots.Status.Keys, "{key}", "Keys that the snapshot in force knows.");
        meter.CreateObservableGauge("signalbox.snapshot.copy.duration", () => reloads.LastCopy.TotalSeconds, "s", "How long the last write of the copy on disk took.");
        meter.CreateObservableGauge("signalbox.snapshot.build.failed", () => snapshots.Status.BuildFailed ? 1 : 0, null, "1 while the registry cannot be compiled and an older snapshot serves: alert on it.");
        meter.CreateObservableGauge("signalbox.snapshot.build.duration", () => reloads.LastBuild.TotalSeconds, "s", "How long the last rebuild took, reading included.");
        meter.CreateObservableCounter("signalbox.snapshot.build.failures", () => reloads.Failures, "{build}", "Rebuilds that failed although the database answered.");
        meter.CreateObservableCounter("signalbox.snapshot.reloads", () => Reloads(reloads), "{reload}", "Rebuilds of the snapshot, by cause.");
        meter.CreateObservableCounter("signalbox.snapshot.builds", () => Builds(reloads), "{build}", "Rebuilds by what they read: everything, or only what changed.");
        meter.CreateObservableCounter("signalbox.upstream.connections_opened", () => Http1Pool.Opened, "{connection}", "How many connections were opened to providers for calls.");
        meter.CreateObservableCounter("signalbox.sockets.handed_over", () => SocketLoops.Replacements, "{handover}", "How often a thread that serves sockets was held up and another took over.");
        meter.CreateObservableGauge("signalbox.journal.available", () => journal.IsAvailable ? 1 : 0, null, "1 while calls can be recorded; at 0 they are refused.");
        meter.CreateObservableGauge("signalbox.journal.backlog", () => writer.BacklogBytes, "By", "Journal not yet written to the database.");
        meter.CreateObservableCounter("signalbox.usage.written", () => writer.Written, "{record}", "Usage records written to the database.");
        meter.CreateObservableCounter("signalbox.usage.quarantined", () => writer.Quarantined, "{record}", "Usage records that no database took.");
        meter.CreateObservableCounter("signalbox.responses.kept", () => responses.Kept, "{response}", "Responses taken to be kept.");
        meter.CreateObservableCounter("signalbox.responses.written", () => responses.Written, "{response}", "Kept responses written to the database.");
        meter.CreateObservableCounter("signalbox.responses.dropped", () => Dropped(responses), "{response}", "Responses that were not kept after all, by reason.");
        meter.CreateObservableCounter("signalbox.responses.reads", () => Reads(responses), "{read}", "Searches for a kept response, by what answered.");
        meter.CreateObservableCounter("signalbox.responses.unshared", () => responses.Unshared, "{response}", "Responses whose call ended before other instances could find them.");
        meter.CreateObservableGauge("signalbox.responses.pending", () => pending.Bytes, "By", "Kept responses not yet written to the database.");
    }

    private static IEnumerable<Measurement<long>> Dropped(ResponseCounts responses) =>
    [
        new(responses.Dropped, new KeyValuePair<string, object?>("reason", "no-room")),
        new(responses.TooLarge, new KeyValuePair<string, object?>("reason", "too-large")),
    ];

    private static IEnumerable<Measurement<long>> Reads(ResponseCounts responses) =>
    [
        new(responses.ReadsInMemory, new KeyValuePair<string, object?>("source", "memory")),
        new(responses.ReadsInDatabase, new KeyValuePair<string, object?>("source", "database")),
        new(responses.ReadsFailed, new KeyValuePair<string, object?>("source", "none")),
    ];

    private static IEnumerable<Measurement<long>> Reloads(ReloadCounts reloads) =>
        Enum.GetValues<ReloadCause>().Select(cause => new Measurement<long>(reloads.Of(cause), new KeyValuePair<string, object?>("cause", CauseName(cause))));

    private static IEnumerable<Measurement<long>> Builds(ReloadCounts reloads) =>
    [
        new(reloads.Whole, new KeyValuePair<string, object?>("extent", "everything")),
        new(reloads.Partial, new KeyValuePair<string, object?>("extent", "changes")),
    ];

    private static string CauseName(ReloadCause cause) => cause == ReloadCause.OwnWrite ? "own_write" : cause.ToString().ToLowerInvariant();

    private static IEnumerable<Measurement<double>> Age(DateTimeOffset? builtAt, TimeProvider time) =>
        builtAt is { } at ? [new((time.GetUtcNow() - at).TotalSeconds)] : [];
}
