using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>
/// Writes many rows into one table within the caller's transaction. PostgreSQL gets one statement with an array per column; SQLite one prepared
/// statement, bound directly, since its driver's parameters cost more than the insert.
/// </summary>
/// <param name="insert">The statement's beginning, INSERT INTO and the table.</param>
/// <param name="columns">The columns; the first of them names a row in the answer.</param>
/// <param name="onConflict">What follows ON CONFLICT.</param>
/// <param name="order">What rows are sorted by, so that two instances lock the same rows in the same order.</param>
internal sealed class BulkInsert<T>(string insert, IReadOnlyList<BulkColumn<T>> columns, string onConflict, string order)
{
    private const int RowsInATurn = 16;

    private readonly string _names = string.Join(", ", columns.Select(c => c.Name));

    /// <summary>Writes.</summary>
    /// <returns>The rows that were inserted or changed.</returns>
    public async Task<IReadOnlyList<T>> InsertAsync(DbConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? [] : connection is NpgsqlConnection postgres
            ? await InsertAsync(postgres, rows, cancellation)
            : Insert((SqliteConnection)connection, rows, cancellation);

    private List<T> Insert(SqliteConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        using var statement = new SqliteStatement(
            connection, $"{insert} ({_names}) VALUES ({string.Join(", ", columns.Select(_ => "?"))}) ON CONFLICT {onConflict}");
        var written = new List<T>(rows.Count);
        var done = 0;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++) Bind(statement, i + 1, columns[i], row);
            if (statement.Run() > 0) written.Add(row);
            // A batch takes longer than the scheduler's slice: whoever waits for this processor, a call most likely, goes first.
            if (++done % RowsInATurn == 0) Thread.Yield();
        }
        return written;
    }

    private async Task<List<T>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            {insert} ({_names})
            SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) AS rows ({_names}) ORDER BY {order}
            ON CONFLICT {onConflict}
            RETURNING {columns[0].Name}
            """, connection);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = ToArray(column, rows) });
        var written = new HashSet<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) written.Add(reader.GetValue(0));
        // The same row may stand in a batch twice; it was written once.
        return [.. rows.Where(row => written.Remove(First(row)))];
    }

    private object First(T row) => columns[0].Number?.Invoke(row) ?? (object)columns[0].Text!(row)!;

    private static void Bind(SqliteStatement statement, int parameter, BulkColumn<T> column, T row)
    {
        if (column.Number is { } number) statement.Bind(parameter, number(row));
        else if (column.Text is { } text) statement.Bind(parameter, text(row));
        else statement.Bind(parameter, column.Utf8!(row));
    }

    private static Array ToArray(BulkColumn<T> column, IReadOnlyList<T> rows) =>
        column.Number is { } number ? rows.Select(number).ToArray()
        : column.Text is { } text ? rows.Select(text).ToArray()
        : rows.Select(row => Encoding.UTF8.GetString(column.Utf8!(row))).ToArray();
}
