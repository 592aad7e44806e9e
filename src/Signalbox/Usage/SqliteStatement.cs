using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Signalbox.Usage;

/// <summary>A prepared statement of SQLite, without the driver's parameter objects.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[4096];

    /// <summary>Prepares.</summary>
    /// <exception cref="SqliteException">The statement or the database is at fault.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Sets a parameter, counted from 1, to a text, a number or null.</summary>
    public void Bind(int parameter, object? value) => SqliteException.ThrowExceptionForRC(value switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        // A span of no length would be bound as null.
        "" => raw.sqlite3_bind_text(_statement, parameter, ""),
        string text => raw.sqlite3_bind_text(_statement, parameter, Encode(text)),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound."),
    }, _database);

    /// <summary>Runs it and makes it ready to run again.</summary>
    /// <returns>How many rows it wrote.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        try
        {
            if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, _database);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private ReadOnlySpan<byte> Encode(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length) _text = new byte[most];
        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }
}
