using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Signalbox.Storage;

/// <summary>
/// Binds the SQLite driver to the operating system's library, which the distribution keeps patched, instead of one
/// that a package froze (docs/decisions/0001).
/// </summary>
internal static class SqliteLibrary
{
    private static readonly string[] Candidates = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "winsqlite3", "sqlite3"];

    /// <summary>Runs once, before any SQLite type is used.</summary>
    [ModuleInitializer]
    internal static void Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        NativeLibrary.SetDllImportResolver(typeof(SqliteNative).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        // Its count of allocated bytes takes a lock at every allocation, and nobody reads it (https://www.sqlite.org/c3ref/c_config_covering_index_scan.html).
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        // No connection of ADO.NET is used by two threads at a time, so its own lock at every call guards nothing.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name != SqliteNative.Library) return 0;
        foreach (var candidate in Candidates)
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        throw new DllNotFoundException("SQLite is not installed. On Debian: apt-get install libsqlite3-0.");
    }
}
