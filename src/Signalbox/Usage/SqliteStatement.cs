using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Signalbox.Storage;
using SQLitePCL;

namespace Signalbox.Usage;

/// <summary>A prepared statement of SQLite, without the driver's parameter objects. For one thread at a time.</summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private const int FirstSize = 4096;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    // The texts of one row, side by side, where the collector moves nothing: SQLite reads them in place while the statement runs.
    private byte* _texts = (byte*)NativeMemory.Alloc(FirstSize);
    private int _size = FirstSize;
    private int _used;
    private List<nint>? _outgrown;

    /// <summary>Prepares.</summary>
    /// <exception cref="SqliteException">The statement or the database is at fault.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Sets a parameter, counted from 1, to a number or null.</summary>
    public void Bind(int parameter, long? value) =>
        Check(value is { } number ? SqliteNative.BindNumber(_handle, parameter, number) : SqliteNative.BindNull(_handle, parameter));

    /// <summary>Sets a parameter, counted from 1, to a text or null.</summary>
    public void Bind(int parameter, string? value)
    {
        if (value is null)
        {
            Check(SqliteNative.BindNull(_handle, parameter));
            return;
        }
        var room = Room(Encoding.UTF8.GetMaxByteCount(value.Length));
        BindText(parameter, Encoding.UTF8.GetBytes(value, room));
    }

    /// <summary>Sets a parameter, counted from 1, to a text.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        BindText(parameter, utf8.Length);
    }

    /// <summary>Runs it and makes it ready to run again.</summary>
    /// <returns>How many rows it wrote.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run()
    {
        var result = SqliteNative.Step(_handle);
        try
        {
            if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, _database);
            return SqliteNative.Changes(_database.DangerousGetHandle());
        }
        finally
        {
            _ = SqliteNative.Reset(_handle);
            _used = 0;
            FreeOutgrown();
        }
    }

    public void Dispose()
    {
        _statement.Dispose();
        FreeOutgrown();
        NativeMemory.Free(_texts);
        _texts = null;
    }

    private void BindText(int parameter, int length)
    {
        Check(SqliteNative.BindText(_handle, parameter, (nint)(_texts + _used), length, 0));
        _used += length;
    }

    /// <summary>Room behind the row's texts so far. Those that were bound already stay where they are when more is needed.</summary>
    private Span<byte> Room(int most)
    {
        if (_size - _used < most)
        {
            (_outgrown ??= []).Add((nint)_texts);
            _size = Math.Max(most, _size * 2);
            _texts = (byte*)NativeMemory.Alloc((nuint)_size);
            _used = 0;
        }
        return new Span<byte>(_texts + _used, _size - _used);
    }

    private void FreeOutgrown()
    {
        foreach (var buffer in _outgrown ?? []) NativeMemory.Free((void*)buffer);
        _outgrown?.Clear();
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _database);
    }
}
