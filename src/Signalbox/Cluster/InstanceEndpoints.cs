using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Storage;

namespace Signalbox.Cluster;

/// <summary>The admin API of the instances.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/instances", "Instances").MapGet("", ListAsync).RequirePermission("instances:read")
            .WithSummary("List the running instances, and which version of the registry each has in force");

    private static async Task<InstancesView> ListAsync(
        InstanceStore store, InstanceReporter reporter, Database database, TimeProvider time, CancellationToken cancellation)
    {
        var self = reporter.Self();
        var rows = (await store.ListAsync(cancellation)).Where(row => row.Id != self.Id).Append(self).OrderBy(row => row.StartedAt).ThenBy(row => row.Id, StringComparer.Ordinal).ToArray();
        await using var connection = await database.OpenAsync(cancellation);
        var version = await RegistryVersion.ReadAsync(connection);
        var items = new List<InstanceView>(rows.Length);
        foreach (var row in rows)
        {
            var lag = Math.Max(0, version - row.SnapshotVersion);
            var since = lag == 0 ? null : await ChangeLog.FirstAfterAsync(connection, row.SnapshotVersion);
            items.Add(InstanceView.Of(row, isSelf: row.Id == self.Id, lag, since, time.GetUtcNow()));
        }
        return new InstancesView(database.Kind == DatabaseKind.Sqlite ? "sqlite" : "postgres", version, items);
    }
}
