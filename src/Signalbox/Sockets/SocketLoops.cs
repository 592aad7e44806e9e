namespace Signalbox.Sockets;

/// <summary>The process's loops, one per processor, started with the first socket.</summary>
internal sealed class SocketLoops
{
    private static readonly Lazy<SocketLoops> Started = new(() => new SocketLoops());

    /// <summary>After how long at one and the same thing the others' sockets are given to another thread: at least this, at most twice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private readonly SocketLoop[] _loops;
    private uint _nextAccepted;
    private uint _nextOpened;

    private SocketLoops()
    {
        _loops = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(i => new SocketLoop($"sockets {i}"))];
        foreach (var loop in _loops) loop.Start();
        new Thread(Watch) { IsBackground = true, Name = "sockets watch" }.UnsafeStart();
    }

    /// <summary>Whether sockets can be waited for this way: on Linux.</summary>
    public static bool AreSupported => OperatingSystem.IsLinux();

    public static SocketLoops Shared => Started.Value;

    /// <summary>How often a loop's sockets had to be given to another thread, since what ran there waited for something.</summary>
    public static long Replacements => Started.IsValueCreated ? Shared._loops.Sum(loop => loop.Replacements) : 0;

    /// <summary>
    /// The next in turn for a caller's connection. Those to upstreams are counted apart: as a rule one of them is opened for each of the
    /// callers', and counted together all of one sort would fall to one loop.
    /// </summary>
    public SocketLoop NextAccepted() => _loops[Interlocked.Increment(ref _nextAccepted) % (uint)_loops.Length];

    /// <summary>For a connection to an upstream: that of the thread which wants it, so that the call stays there; in other threads, the next in turn.</summary>
    public SocketLoop ForOpened() => SocketLoop.Current ?? _loops[Interlocked.Increment(ref _nextOpened) % (uint)_loops.Length];

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(Patience);
            foreach (var loop in _loops)
            {
                if (loop.IsStuck()) loop.Replace();
            }
        }
    }
}
