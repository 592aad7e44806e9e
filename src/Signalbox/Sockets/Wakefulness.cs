using System.Diagnostics;

namespace Signalbox.Sockets;

/// <summary>
/// Whether a loop stays awake while it waits: putting a thread to sleep and waking it takes the system longer than an upstream nearby takes to answer
/// (docs/decisions/0037). It does so for a moment only, only after a wait that was as short, and one loop at a time, so that the other processors
/// are there for whoever is waited for.
/// </summary>
/// <param name="processors">How many there are; with one it would be in the way of what it waits for.</param>
internal sealed class Wakefulness(int processors)
{
    /// <summary>How long it may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMicroseconds(50);

    /// <summary>A wait of less makes it likely that the next is short too.</summary>
    public static readonly TimeSpan Short = 2 * Longest;

    private int _isTaken;

    /// <summary>That of the process's loops.</summary>
    public static Wakefulness Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>Waits for something to do, awake at first if that is worth it.</summary>
    /// <param name="lastWait">How long the loop waited before; how long it waited now.</param>
    /// <param name="wait">Waits, in milliseconds; -1 for as long as it takes. Returns how much there is to do.</param>
    public int Await(ref TimeSpan lastWait, Func<int, int> wait)
    {
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        if (lastWait < Short && TryTake())
        {
            do count = wait(0);
            while (count == 0 && Stopwatch.GetElapsedTime(began) < Longest);
            Leave();
        }
        if (count == 0) count = wait(-1);
        lastWait = Stopwatch.GetElapsedTime(began);
        return count;
    }

    /// <summary>Stays awake, unless another does.</summary>
    public bool TryTake() => processors > 1 && Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    /// <summary>Another may.</summary>
    public void Leave() => Volatile.Write(ref _isTaken, 0);
}
