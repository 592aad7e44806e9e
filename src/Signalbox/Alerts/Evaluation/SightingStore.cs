using Dapper;
using Signalbox.Storage;

namespace Signalbox.Alerts.Evaluation;

/// <summary>SQL over <c>alert_sightings</c>.</summary>
internal sealed class SightingStore(Database database)
{
    /// <summary>Puts what an instance sees now in the place of what it saw before.</summary>
    public async Task ReplaceAsync(string instanceId, IReadOnlyList<SightingRow> rows, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM alert_sightings WHERE instance_id = @instanceId", new { instanceId }, transaction);
        await connection.ExecuteAsync(
            "INSERT INTO alert_sightings (instance_id, kind, subject, since, seen_at, cause) VALUES (@InstanceId, @Kind, @Subject, @Since, @SeenAt, @Cause)", rows, transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What instances have seen since a time. One that is gone has not.</summary>
    public async Task<IReadOnlyList<SightingRow>> ListAsync(long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<SightingRow>(
            "SELECT instance_id, kind, subject, since, seen_at, cause FROM alert_sightings WHERE seen_at >= @since ORDER BY kind, subject, instance_id", new { since })).AsList();
    }

    /// <summary>Deletes what instances that are gone have left.</summary>
    public async Task PruneAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM alert_sightings WHERE seen_at < @before", new { before });
    }
}
