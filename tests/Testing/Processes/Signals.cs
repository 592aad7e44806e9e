using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Testing.Processes;

/// <summary>POSIX signals, which <see cref="Process"/> cannot send, except for SIGKILL.</summary>
public static class Signals
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>SIGINT. PostgreSQL: a fast shutdown.</summary>
    public static void SendInterrupt(int processId) => Send(processId, Interrupt);

    /// <summary>SIGQUIT. PostgreSQL: an immediate shutdown, as in a crash.</summary>
    public static void SendQuit(int processId) => Send(processId, Quit);

    /// <summary>SIGTERM: please end.</summary>
    public static void SendTerminate(int processId) => Send(processId, Terminate);

    /// <summary>SIGSTOP: the process stands still, its connections stay open.</summary>
    public static void Pause(int processId) => Send(processId, Stop);

    /// <summary>SIGCONT: the process goes on.</summary>
    public static void Resume(int processId) => Send(processId, Continue);

    // A process that is gone already is not an error: whoever signals races with its end anyway.
    private static void Send(int processId, int signal) => _ = NativeKill(processId, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
