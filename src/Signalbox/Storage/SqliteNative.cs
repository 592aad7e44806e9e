using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Signalbox.Storage;

/// <summary>
/// The few functions of SQLite's C interface (https://www.sqlite.org/c3ref/funclist.html) that run once for each value of each usage record. The driver
/// guards its handles at every one of them, which costs more than the binding itself.
/// </summary>
internal static partial class SqliteNative
{
    /// <summary>The name under which <see cref="SqliteLibrary"/> finds the library.</summary>
    internal const string Library = "e_sqlite3";

    // These four copy a value or two, call nothing back and wait for nothing, so the collector need not be told of them.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int BindNumber(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int BindNull(nint statement, int parameter);

    /// <summary>Binds text where it lies: with no destructor (0, SQLITE_STATIC) it must stay there until the statement has run.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int BindText(nint statement, int parameter, nint utf8, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Reset(nint statement);
}
