using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Reserves disk space for good. The platform's own preallocation is a hint that a file system may ignore, and a mapped write into space that
/// is not there kills the process (SIGBUS); so where the system cannot promise the space, it is taken by writing zeros.
/// </summary>
internal static partial class DiskSpace
{
    private const int Interrupted = 4;
    private const int NoSuchDevice = 19;
    private const int Invalid = 22;
    private const int NoSystemCall = 38;
    private const int NotSupported = 95;

    /// <summary>Makes a file that long, with all its blocks.</summary>
    /// <exception cref="IOException">There is no room, or the disk fails.</exception>
    public static void Reserve(SafeFileHandle file, long bytes)
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8 || !TryAllocate(file, bytes)) WriteZeros(file, bytes);
    }

    /// <summary>
    /// Takes pages of a shared file mapping out of the process's memory. Their content stays in the file; what the system does not do costs
    /// memory only, so that no answer is looked at (https://man7.org/linux/man-pages/man2/madvise.2.html, MADV_DONTNEED).
    /// </summary>
    public static unsafe void Forget(byte* start, int bytes)
    {
        if (OperatingSystem.IsLinux()) _ = Advise(start, (nuint)bytes, 4);
    }

    private static bool TryAllocate(SafeFileHandle file, long bytes)
    {
        while (true)
        {
            switch (Allocate(file, 0, bytes))
            {
                case 0: return true;
                case Interrupted: continue;
                case NoSuchDevice or Invalid or NoSystemCall or NotSupported: return false;
                case var error: throw new IOException(new Win32Exception(error).Message);
            }
        }
    }

    private static void WriteZeros(SafeFileHandle file, long bytes)
    {
        var zeros = new byte[1024 * 1024];
        for (long offset = 0; offset < bytes; offset += zeros.Length)
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, bytes - offset)), offset);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Advise(void* start, nuint length, int advice);

    /// <summary>posix_fallocate(3): returns the error instead of setting errno.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Allocate(SafeFileHandle file, long offset, long length);
}
