using System.Runtime.InteropServices;

namespace Signalbox;

/// <summary>The memory of what is not .NET: the compiler of the runtime, SQLite, TLS.</summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1, MostArenas = -8;

    /// <summary>
    /// Has glibc keep one heap instead of up to eight per processor, and give back what is free at its end (mallopt(3)). Compiling at full
    /// speed fills and empties several of them once, and none of it would come back: some 10 MB. To be called before there are other threads.
    /// </summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = mallopt(MostArenas, 1);
            _ = mallopt(TrimThreshold, 64 * 1024);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl), which keeps one in any case.
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mallopt(int what, int value);
}
