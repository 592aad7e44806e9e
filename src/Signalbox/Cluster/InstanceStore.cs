using Dapper;
using Signalbox.Storage;

namespace Signalbox.Cluster;

/// <summary>SQL over <c>instances</c>.</summary>
internal sealed class InstanceStore(Database database)
{
    private const string Columns = "id, name, software_version, started_at, last_seen_at, snapshot_version, snapshot_at, stale, problem, redis";

    /// <summary>How long a statement may take, in seconds; nobody waits for one.</summary>
    private const int Timeout = 5;

    /// <summary>Writes an instance as it stands.</summary>
    public async Task SaveAsync(InstanceRow row, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO instances ({Columns})
            VALUES (@Id, @Name, @SoftwareVersion, @StartedAt, @LastSeenAt, @SnapshotVersion, @SnapshotAt, @Stale, @Problem, @Redis)
            ON CONFLICT (id) DO UPDATE
            SET last_seen_at = excluded.last_seen_at, snapshot_version = excluded.snapshot_version, snapshot_at = excluded.snapshot_at,
                stale = excluded.stale, problem = excluded.problem, redis = excluded.redis
            """,
            row, commandTimeout: Timeout, cancellationToken: cancellation));
    }

    /// <summary>All rows, the oldest start first.</summary>
    public async Task<IReadOnlyList<InstanceRow>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<InstanceRow>($"SELECT {Columns} FROM instances ORDER BY started_at, id")).AsList();
    }

    /// <summary>Whether an instance other than this was seen since a time.</summary>
    public async Task<bool> HasOtherAsync(string id, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT COUNT(*) FROM instances WHERE id <> @id AND last_seen_at >= @since", new { id, since }, commandTimeout: Timeout, cancellationToken: cancellation)) > 0;
    }

    /// <summary>Removes an instance that stops.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM instances WHERE id = @id", new { id }, commandTimeout: Timeout, cancellationToken: cancellation));
    }

    /// <summary>Removes those that were last seen before a time.</summary>
    public async Task RemoveSilentAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM instances WHERE last_seen_at < @before", new { before }, commandTimeout: Timeout, cancellationToken: cancellation));
    }
}
