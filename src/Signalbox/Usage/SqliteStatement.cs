using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Signalbox.Storage;
using SQLitePCL;

namespace Signalbox.Usage;

/// <summary>
/// A prepared statement of SQLite, without the driver's parameter objects. A parameter keeps its value from run to run, so that one which does
/// not change (most of a usage record is as in the one before) is not set again. For one thread at a time.
/// </summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly Slot[] _slots;

    /// <summary>Prepares.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">How many parameters it has.</param>
    /// <exception cref="SqliteException">The statement or the database is at fault.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _handle = _statement.DangerousGetHandle();
        _slots = new Slot[parameters];
    }

    /// <summary>Sets a parameter, counted from 1, to a number or null.</summary>
    public void Bind(int parameter, long? value)
    {
        ref var slot = ref _slots[parameter - 1];
        if (value is not { } number)
        {
            BindNull(ref slot, parameter);
            return;
        }
        if (slot.Holds == Value.Number && slot.Number == number) return;
        Check(SqliteNative.BindNumber(_handle, parameter, number));
        (slot.Holds, slot.Number) = (Value.Number, number);
    }

    /// <summary>Sets a parameter, counted from 1, to a text or null.</summary>
    public void Bind(int parameter, string? value)
    {
        ref var slot = ref _slots[parameter - 1];
        if (value is null)
        {
            BindNull(ref slot, parameter);
            return;
        }
        if (slot.Holds == Value.Text && slot.Text == value) return;
        var length = Encoding.UTF8.GetBytes(value, slot.Room(Encoding.UTF8.GetMaxByteCount(value.Length)));
        Check(SqliteNative.BindText(_handle, parameter, (nint)slot.Utf8, length, 0));
        (slot.Holds, slot.Text) = (Value.Text, value);
    }

    /// <summary>Sets a parameter, counted from 1, to a text.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _slots[parameter - 1];
        if (slot.Holds == Value.Utf8 && slot.Number == utf8.Length && utf8.SequenceEqual(new ReadOnlySpan<byte>(slot.Utf8, utf8.Length))) return;
        utf8.CopyTo(slot.Room(utf8.Length));
        Check(SqliteNative.BindText(_handle, parameter, (nint)slot.Utf8, utf8.Length, 0));
        (slot.Holds, slot.Number) = (Value.Utf8, utf8.Length);
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
        }
    }

    public void Dispose()
    {
        _statement.Dispose();
        foreach (ref var slot in _slots.AsSpan()) slot.Free();
    }

    private void BindNull(ref Slot slot, int parameter)
    {
        // Which is what a parameter is before it is set.
        if (slot.Holds == Value.Null) return;
        Check(SqliteNative.BindNull(_handle, parameter));
        slot.Holds = Value.Null;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _database);
    }

    private enum Value : byte
    {
        Null,
        Number,
        Text,
        Utf8,

        /// <summary>About to be set, or that failed.</summary>
        Unknown,
    }

    /// <summary>A parameter and what it was set to. SQLite reads texts in place, where the collector moves nothing.</summary>
    private struct Slot
    {
        private int _size;

        public Value Holds;
        public long Number;
        public string? Text;
        public byte* Utf8;

        public Span<byte> Room(int bytes)
        {
            Holds = Value.Unknown;
            if (bytes > _size || Utf8 is null)
            {
                _size = Math.Max(bytes, 64);
                Utf8 = (byte*)NativeMemory.Realloc(Utf8, (nuint)_size);
            }
            return new Span<byte>(Utf8, _size);
        }

        public void Free()
        {
            NativeMemory.Free(Utf8);
            Utf8 = null;
        }
    }
}
