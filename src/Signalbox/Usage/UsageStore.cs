using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Writes <c>usage_records</c>. Its reading side is <see cref="UsageQueries"/>.</summary>
internal sealed class UsageStore(Database database) : IUsageSink
{
    private static readonly string Names = string.Join(", ", UsageColumns.All.Select(c => c.Name));

    private static readonly string SqliteInsert =
        $"INSERT INTO usage_records ({Names}) VALUES ({string.Join(", ", UsageColumns.All.Select((_, i) => $"@p{i}"))}) ON CONFLICT (request_id) DO NOTHING";

    private static readonly string PostgresInsert =
        $"INSERT INTO usage_records ({Names}) SELECT * FROM unnest({string.Join(", ", UsageColumns.All.Select((_, i) => $"${i + 1}"))}) ON CONFLICT (request_id) DO NOTHING";

    /// <inheritdoc/>
    public async Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        try
        {
            if (connection is NpgsqlConnection postgres) await InsertAsync(postgres, batch, cancellation);
            else await InsertAsync((SqliteConnection)connection, batch, cancellation);
        }
        catch (Exception failure) when (IsAboutTheData(failure))
        {
            throw new RecordRejectedException("The database does not take a record of the batch.", failure);
        }
    }

    /// <summary>
    /// Whether a value was refused, as opposed to the statement: a missing table or permission says nothing about a record. PostgreSQL's classes:
    /// 22 data, 23 constraint, 54 too large (https://www.postgresql.org/docs/current/errcodes-appendix.html). SQLite's codes: 18 too big,
    /// 19 constraint, 20 mismatch, 25 range (https://www.sqlite.org/rescode.html).
    /// </summary>
    private static bool IsAboutTheData(Exception failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState is [.. "22", _, _, _] or [.. "23", _, _, _] or [.. "54", _, _, _],
        SqliteException sqlite => sqlite.SqliteErrorCode is 18 or 19 or 20 or 25,
        ArgumentException or FormatException or OverflowException or JsonException => true,
        _ => false,
    };

    /// <summary>One prepared statement run for each row, within one transaction.</summary>
    private static async Task InsertAsync(SqliteConnection connection, IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SqliteInsert;
        for (var i = 0; i < UsageColumns.All.Length; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        foreach (var record in batch)
        {
            for (var i = 0; i < UsageColumns.All.Length; i++) command.Parameters[i].Value = UsageColumns.All[i].Value(record) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>One statement with an array per column.</summary>
    private static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PostgresInsert, connection);
        foreach (var (_, type, value) in UsageColumns.All)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = ToArray(type, batch, value) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static Array ToArray(NpgsqlDbType type, IReadOnlyList<UsageRecord> batch, Func<UsageRecord, object?> value) =>
        type == NpgsqlDbType.Text ? batch.Select(r => (string?)value(r)).ToArray() : batch.Select(r => (long?)value(r)).ToArray();
}
