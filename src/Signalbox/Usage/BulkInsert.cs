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
/// <param name="into">Where they go: INTO and the table, so that whoever looks for writes of a table finds it.</param>
/// <param name="columns">The columns; the first of them names a row in the answer.</param>
/// <param name="onConflict">What follows ON CONFLICT.</param>
/// <param name="order">What rows are sorted by, so that two instances lock the same rows in the same order.</param>
internal sealed class BulkInsert<T>(string into, BulkColumn<T>[] columns, string onConflict, string order)
{
    /// <summary>Rows that SQLite gets at once. More would be quicker still, but takes longer to prepare than a batch of a slow day is worth.</summary>
    private const int RowsInATurn = 8;

    /// <summary>Rows, a multiple of those in a turn, after which SQLite's writer lets others run: a fraction of a millisecond.</summary>
    private const int RowsBetweenYields = 64;

    /// <summary>Fewer rows than this go one by one.</summary>
    private const int LeastRows = 64;

    private readonly string _names = string.Join(", ", columns.Select(c => c.Name));

    /// <summary>Writes. SQLite is asked for first, and what names a type of PostgreSQL's driver stands apart: else that would be loaded for nothing.</summary>
    /// <returns>The rows that were inserted or changed.</returns>
    public async Task<IReadOnlyList<T>> InsertAsync(DbConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? [] : connection is SqliteConnection sqlite
            ? Insert(sqlite, rows, cancellation)
            : await InsertArraysAsync(connection, rows, cancellation);

    /// <summary>
    /// Many rows at a time, since beginning and ending a statement costs as much as half a row. SQLite says only how many were written, so that
    /// where some were there already all of it is taken back and done row by row.
    /// </summary>
    private List<T> Insert(SqliteConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        if (rows.Count < LeastRows) return InsertSingly(connection, rows, 0, [], cancellation);
        var written = new List<T>(rows.Count);
        Execute(connection, "SAVEPOINT bulk");
        using (var statement = Prepare(connection, RowsInATurn))
        {
            while (rows.Count - written.Count >= RowsInATurn)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var i = 0; i < RowsInATurn; i++) Bind(statement, i * columns.Length, rows[written.Count + i]);
                if (statement.Run() < RowsInATurn)
                {
                    Execute(connection, "ROLLBACK TO bulk");
                    written.Clear();
                    break;
                }
                for (var i = 0; i < RowsInATurn; i++) written.Add(rows[written.Count]);
                // A batch takes longer than the scheduler's slice: whoever waits for this processor, a call most likely, goes first.
                if (written.Count % RowsBetweenYields == 0) Thread.Yield();
            }
        }
        Execute(connection, "RELEASE bulk");
        return InsertSingly(connection, rows, written.Count, written, cancellation);
    }

    private List<T> InsertSingly(SqliteConnection connection, IReadOnlyList<T> rows, int first, List<T> written, CancellationToken cancellation)
    {
        if (first == rows.Count) return written;
        using var statement = Prepare(connection, 1);
        for (var i = first; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Bind(statement, 0, rows[i]);
            if (statement.Run() > 0) written.Add(rows[i]);
            if ((i + 1) % RowsBetweenYields == 0) Thread.Yield();
        }
        return written;
    }

    /// <summary>
    /// OR FAIL: a row that breaks a rule ends the statement, and the transaction with it. Without it SQLite would keep a copy of every page that a
    /// statement of several rows touches, to undo that statement alone (https://www.sqlite.org/tempfiles.html, section 2.5).
    /// </summary>
    private SqliteStatement Prepare(SqliteConnection connection, int rows)
    {
        var row = $"({string.Join(", ", columns.Select(_ => "?"))})";
        return new SqliteStatement(
            connection, $"INSERT OR FAIL {into} ({_names}) VALUES {string.Join(", ", Enumerable.Repeat(row, rows))} ON CONFLICT {onConflict}", columns.Length * rows);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql, 0);
        statement.Run();
    }

    private async Task<List<T>> InsertArraysAsync(DbConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            INSERT {into} ({_names})
            SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) AS rows ({_names}) ORDER BY {order}
            ON CONFLICT {onConflict}
            RETURNING {columns[0].Name}
            """, (NpgsqlConnection)connection);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = ToArray(column, rows) });
        var written = new HashSet<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) written.Add(reader.GetValue(0));
        // The same row may stand in a batch twice; it was written once.
        return [.. rows.Where(row => written.Remove(First(row)))];
    }

    private object First(T row) => columns[0].Number?.Invoke(row) ?? (object)columns[0].Text!(row)!;

    private void Bind(SqliteStatement statement, int before, T row)
    {
        var parameter = before;
        foreach (var column in columns)
        {
            parameter++;
            if (column.Number is { } number) statement.Bind(parameter, number(row));
            else if (column.Text is { } text) statement.Bind(parameter, text(row));
            else statement.Bind(parameter, column.Utf8!(row));
        }
    }

    private static Array ToArray(BulkColumn<T> column, IReadOnlyList<T> rows) =>
        column.Number is { } number ? rows.Select(number).ToArray()
        : column.Text is { } text ? rows.Select(text).ToArray()
        : rows.Select(row => Encoding.UTF8.GetString(column.Utf8!(row))).ToArray();
}
