using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Storage;

namespace Signalbox.Alerts.Delivery;

/// <summary>SQL over <c>alert_deliveries</c>, the outbox, and <c>alert_destination_health</c>.</summary>
internal sealed class DeliveryStore(Database database)
{
    private const string Columns = "id, destination_id, destination, alert_id, number, news, rule_name, message, state, attempts, next_at, http_status, error, created_at, finished_at";

    /// <summary>Adds messages, within the transaction that moves their alert on.</summary>
    public static Task AddAsync(DbTransaction transaction, IEnumerable<DeliveryRow> rows) => transaction.Connection!.ExecuteAsync(
        $"""
        INSERT INTO alert_deliveries ({Columns})
        VALUES (@Id, @DestinationId, @Destination, @AlertId, @Number, @News, @RuleName, @Message, @State, @Attempts, @NextAt, @HttpStatus, @Error, @CreatedAt, @FinishedAt)
        ON CONFLICT (alert_id, number, destination_id) DO NOTHING
        """, rows, transaction);

    /// <summary>Messages whose time has come, of destinations that are not left alone. Of an alert's messages to a destination only the first: they arrive in order.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> DueAsync(long now, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<DeliveryRow>(
            $"""
            SELECT {Columns} FROM alert_deliveries d
            WHERE state = 'waiting' AND next_at <= @now
              AND NOT EXISTS (SELECT 1 FROM alert_destination_health h WHERE h.destination_id = d.destination_id AND h.rest_until > @now)
              AND NOT EXISTS (SELECT 1 FROM alert_deliveries e WHERE e.alert_id = d.alert_id AND e.destination_id = d.destination_id AND e.number < d.number AND e.state = 'waiting')
            ORDER BY next_at, id LIMIT @limit
            """, new { now, limit })).AsList();
    }

    /// <summary>Takes a message for this instance: of several that ask, one gets it. It goes to another when nothing is heard of it until then.</summary>
    public async Task<bool> TryTakeAsync(DeliveryRow row, long until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(
            "UPDATE alert_deliveries SET attempts = attempts + 1, next_at = @until WHERE id = @Id AND state = 'waiting' AND attempts = @Attempts",
            new { row.Id, row.Attempts, until }) == 1;
    }

    /// <summary>Notes what came of a message that was taken, unless another instance has taken it over since.</summary>
    public async Task FinishAsync(DeliveryRow row, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(
            """
            UPDATE alert_deliveries SET state = @State, next_at = @NextAt, http_status = @HttpStatus, error = @Error, finished_at = @FinishedAt
            WHERE id = @Id AND state = 'waiting' AND attempts = @Attempts
            """, row);
    }

    /// <summary>Notes that a destination took a message.</summary>
    public async Task SucceededAsync(string destinationId, long now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(
            """
            INSERT INTO alert_destination_health (destination_id, failures, rest_until, succeeded_at) VALUES (@destinationId, 0, 0, @now)
            ON CONFLICT (destination_id) DO UPDATE SET failures = 0, rest_until = 0, succeeded_at = @now
            """, new { destinationId, now });
    }

    /// <summary>Notes that a destination did not take a message. Returns how often in a row by now.</summary>
    public async Task<long> FailedAsync(string destinationId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<long>(
            """
            INSERT INTO alert_destination_health (destination_id, failures, rest_until, succeeded_at) VALUES (@destinationId, 1, 0, NULL)
            ON CONFLICT (destination_id) DO UPDATE SET failures = alert_destination_health.failures + 1
            RETURNING failures
            """, new { destinationId });
    }

    /// <summary>Leaves a destination alone until then.</summary>
    public async Task RestAsync(string destinationId, long until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("UPDATE alert_destination_health SET rest_until = @until WHERE destination_id = @destinationId", new { destinationId, until });
    }

    /// <summary>The destinations that an alert's messages went to, or are on their way to.</summary>
    public async Task<IReadOnlySet<string>> ToldAsync(string alertId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<string>("SELECT DISTINCT destination_id FROM alert_deliveries WHERE alert_id = @alertId", new { alertId })).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A page, newest first.</summary>
    /// <param name="state">Those that stand so; null for all.</param>
    /// <param name="destination">Those to the destination of that id; null for all.</param>
    /// <param name="alert">Those of that alert; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<DeliveryRow>> ListAsync(string? state, string? destination, string? alert, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<DeliveryRow>(
            $"""
            SELECT {Columns} FROM alert_deliveries
            WHERE (@cursor = '' OR id < @cursor) AND (@state = '' OR state = @state) AND (@destination = '' OR destination_id = @destination) AND (@alert = '' OR alert_id = @alert)
            ORDER BY id DESC LIMIT @limit
            """, new { state = state ?? "", destination = destination ?? "", alert = alert ?? "", cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>Deletes what was finished before a time.</summary>
    public async Task PruneAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM alert_deliveries WHERE finished_at < @before", new { before });
    }
}
