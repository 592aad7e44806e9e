using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Observability;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Readiness;

/// <summary><c>/healthz</c>, <c>/readyz</c>, <c>/version</c>, and the console's status.</summary>
internal static class ReadinessEndpoints
{
    public static void MapReadiness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok")).ServeEveryone().WithTags("Operations").WithSummary("Whether the process answers");
        routes.MapGet("/readyz", Ready).ServeEveryone().WithTags("Operations").WithSummary("Whether the gateway should get traffic, with reasons")
            .Produces<ReadinessView>().Produces<ReadinessView>(503);
        // Checks from outside often ask for no more than the status.
        routes.MapMethods("/healthz", [HttpMethods.Head], () => TypedResults.Text("ok")).ServeEveryone().ExcludeFromDescription();
        routes.MapMethods("/readyz", [HttpMethods.Head], Ready).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/version", () => new VersionView(BuildInfo.Version, BuildInfo.Commit, BuildInfo.BuiltAt))
            .ServeEveryone().WithTags("Operations").WithSummary("Version, commit and build time");
        routes.MapAdmin("/status", "Operations").MapGet("", StatusAsync).RequirePermission("status:read").WithSummary("How the gateway stands");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<ReadinessView> Ready(GatewayReadiness readiness)
    {
        var reasons = readiness.Reasons();
        var ready = !reasons.Any(r => r.Blocks);
        return TypedResults.Json(new ReadinessView(ready, reasons), statusCode: ready ? 200 : 503);
    }

    private static async Task<StatusView> StatusAsync(
        GatewayReadiness readiness, SnapshotReloader snapshots, Database database, UsageJournal journal, UsageWriter writer, ProcessStart start, TimeProvider time, CancellationToken cancellation)
    {
        var reasons = readiness.Reasons();
        var snapshot = snapshots.Status;
        return new StatusView(
            !reasons.Any(r => r.Blocks), reasons, BuildInfo.Version,
            new SnapshotView(snapshot.Version, snapshot.BuiltAt, snapshot.Stale),
            new DatabaseView(database.Kind == DatabaseKind.Sqlite ? "sqlite" : "postgres", await IsReachableAsync(database, cancellation)),
            new JournalView(journal.IsAvailable, writer.BacklogBytes, writer.Written, writer.Quarantined),
            (long)(time.GetUtcNow() - start.At).TotalSeconds);
    }

    private static async Task<bool> IsReachableAsync(Database database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellation);
            return true;
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            return false;
        }
    }
}

/// <summary>When this process started.</summary>
internal sealed record ProcessStart(DateTimeOffset At);

/// <summary>Whether the gateway should get traffic.</summary>
internal sealed record ReadinessView(bool Ready, IReadOnlyList<ReadinessReason> Reasons);

/// <summary>Which build runs.</summary>
internal sealed record VersionView(string Version, string Commit, DateTimeOffset? BuiltAt);

/// <summary>How the gateway stands.</summary>
internal sealed record StatusView(
    bool Ready, IReadOnlyList<ReadinessReason> Reasons, string Version, SnapshotView Snapshot, DatabaseView Database, JournalView Journal, long UptimeSeconds);

/// <summary>The snapshot in force.</summary>
internal sealed record SnapshotView(long Version, DateTimeOffset? BuiltAt, bool Stale);

/// <summary>The database.</summary>
internal sealed record DatabaseView(string Kind, bool Reachable);

/// <summary>The usage journal: whether calls can be recorded, and how much waits for the database.</summary>
internal sealed record JournalView(bool Healthy, long BacklogBytes, long WrittenRecords, long QuarantinedRecords);
