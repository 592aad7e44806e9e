using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>
/// Writes many rows into one table within the caller's transaction. PostgreSQL gets one statement with an array per column; SQLite one prepared
/// statement, bound directly, since its driver's parameters cost more than the insert.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">The columns; the first of them names a row in the answer.</param>
/// <param name="onConflict">What follows ON CONFLICT.</param>
/// <param name="order">What rows are sorted by, so that two instances lock the same rows in the same order.</param>
internal sealed class BulkInsert<T>(string table, IReadOnlyList<BulkColumn<T>> columns, string onConflict, string order)
{
    private readonly string _names = string.Join(", ", columns.Select(c => c.Name));

    /// <summary>Writes.</summary>
    /// <returns>The first column's values of the rows that were inserted or changed.</returns>
    public async Task<HashSet<object>> InsertAsync(DbConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? [] : connection is NpgsqlConnection postgres
            ? await InsertAsync(postgres, rows, cancellation)
            : Insert((SqliteConnection)connection, rows, cancellation);

    private HashSet<object> Insert(SqliteConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        using var statement = new SqliteStatement(
            connection, $"INSERT INTO {table} ({_names}) VALUES ({string.Join(", ", columns.Select(_ => "?"))}) ON CONFLICT {onConflict}");
        var written = new HashSet<object>();
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++) statement.Bind(i + 1, columns[i].Value(row));
            if (statement.Run() > 0) written.Add(columns[0].Value(row)!);
        }
        return written;
    }

    private async Task<HashSet<object>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO {table} ({_names})
            SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) AS rows ({_names}) ORDER BY {order}
            ON CONFLICT {onConflict}
            RETURNING {table}.{columns[0].Name}
            """, connection);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = ToArray(column, rows) });
        var written = new HashSet<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) written.Add(reader.GetValue(0));
        return written;
    }

    private static Array ToArray(BulkColumn<T> column, IReadOnlyList<T> rows) =>
        column.Type == NpgsqlDbType.Text ? rows.Select(r => (string?)column.Value(r)).ToArray() : rows.Select(r => (long?)column.Value(r)).ToArray();
}
