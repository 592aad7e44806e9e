using System.Runtime.InteropServices;

namespace Signalbox;

/// <summary>The memory of what is not .NET: the compiler of the runtime, SQLite, TLS.</summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1, MostArenas = -8;

    /// <summary>Whether the C library has what glibc's malloc has; musl's keeps one heap, and gives back what is free, in any case.</summary>
    private static volatile bool _isGlibc = OperatingSystem.IsLinux();

    /// <summary>
    /// Has glibc keep one heap instead of up to eight per processor, and give back what is free at its end (mallopt(3)). Compiling at full
    /// speed fills and empties several of them once, and none of it would come back: some 10 MB. To be called before there are other threads.
    /// </summary>
    public static void KeepSmall()
    {
        if (!_isGlibc) return;
        try
        {
            _ = mallopt(MostArenas, 1);
            _ = mallopt(TrimThreshold, 64 * 1024);
        }
        catch (EntryPointNotFoundException)
        {
            _isGlibc = false;
        }
    }

    /// <summary>
    /// Gives back what is free in the midst of the heap, in whole pages (malloc_trim(3)). Takes one or two milliseconds, in which whoever wants memory
    /// of it waits: TLS does, a call in the clear does not.
    /// </summary>
    /// <returns>Whether there is such a heap.</returns>
    public static bool Trim()
    {
        if (!_isGlibc) return false;
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            _isGlibc = false;
        }
        return _isGlibc;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mallopt(int what, int value);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int malloc_trim(nuint pad);
}
