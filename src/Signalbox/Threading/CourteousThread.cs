using System.Runtime.InteropServices;

namespace Signalbox.Threading;

/// <summary>Lets a thread step back for those on which callers wait.</summary>
internal static partial class CourteousThread
{
    /// <summary>A weight of a third: enough to keep up when every processor is busy, and little enough that a thread with a call goes first.</summary>
    private const int Nice = 5;

    private const int OfThread = 0, Itself = 0;

    /// <summary>
    /// Lowers the priority of the calling thread, which must be one of our own, for good. The runtime's priorities do nothing on Linux, where a
    /// thread has a nice value of its own all the same (setpriority(2), "C library/kernel differences").
    /// </summary>
    public static void Begin()
    {
        // One that may not step back works on as it is.
        if (OperatingSystem.IsLinux()) _ = setpriority(OfThread, Itself, Nice);
        else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setpriority(int which, int who, int priority);
}
