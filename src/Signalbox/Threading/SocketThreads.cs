namespace Signalbox.Threading;

/// <summary>Where a call goes on when bytes arrive for it.</summary>
internal static class SocketThreads
{
    // Read by the runtime once, when the first socket of the process is made: src/libraries/System.Net.Sockets, SocketAsyncEngine.Unix.cs.
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets calls run on the threads that poll sockets (docs/decisions/0010), unless the operator set the runtime's own variable. To be called
    /// before the first socket is made.
    /// </summary>
    public static void RunCalls()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null) Environment.SetEnvironmentVariable(Setting, "1");
    }
}
