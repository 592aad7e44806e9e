using System.Data.Common;
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
        if (connection is NpgsqlConnection postgres) await InsertAsync(postgres, batch, cancellation);
        else await InsertAsync((SqliteConnection)connection, batch, cancellation);
    }

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
