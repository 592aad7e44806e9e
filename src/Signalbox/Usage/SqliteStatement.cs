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

    /// <summary>Sets a parameter, counted from 1, to a number or null.</summary>
    public void Bind(int parameter, long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>Sets a parameter, counted from 1, to a text or null.</summary>
    public void Bind(int parameter, string? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        // A span of no length would be bound as null.
        "" => raw.sqlite3_bind_text(_statement, parameter, ""),
        _ => raw.sqlite3_bind_text(_statement, parameter, Encode(value)),
    });

    /// <summary>Sets a parameter, counted from 1, to a text that is not empty.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, parameter, utf8));

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

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _database);
    }

    private ReadOnlySpan<byte> Encode(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length) _text = new byte[most];
        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }
}
