using System.Runtime.InteropServices;

namespace Signalbox.Bench.Load;

/// <summary>
/// Waits for many sockets on one thread with the kernel's <c>ppoll</c>, to the microsecond. The runtime's own timers are good to about a
/// millisecond, which is as much as the overhead that is to be measured.
/// </summary>
internal sealed partial class ReadinessPoll
{
    private const short PollIn = 0x1;
    private const short PollOut = 0x4;

    private readonly PollEntry[] _entries;

    /// <summary>Watches <paramref name="size"/> places, all empty at first.</summary>
    public ReadinessPoll(int size)
    {
        _entries = new PollEntry[size];
        _entries.AsSpan().Fill(new PollEntry { Descriptor = -1 });
    }

    /// <summary>Watches a socket for data.</summary>
    public void WatchForData(int place, int descriptor) => _entries[place] = new PollEntry { Descriptor = descriptor, Events = PollIn };

    /// <summary>Watches a socket for its connection to stand.</summary>
    public void WatchForConnection(int place, int descriptor) => _entries[place] = new PollEntry { Descriptor = descriptor, Events = PollOut };

    /// <summary>Watches a place no more.</summary>
    public void Forget(int place) => _entries[place] = new PollEntry { Descriptor = -1 };

    /// <summary>Whether the last <see cref="Wait"/> found something at this place: data, a connection, or its end.</summary>
    public bool IsReady(int place) => _entries[place].Returned != 0;

    /// <summary>Waits until a place is ready or the time is over, whichever comes first.</summary>
    /// <returns>Whether any place is ready.</returns>
    public bool Wait(TimeSpan longest)
    {
        var ticks = Math.Max(0, longest.Ticks);
        var time = new TimeSpec { Seconds = ticks / TimeSpan.TicksPerSecond, Nanoseconds = ticks % TimeSpan.TicksPerSecond * 100 };
        return Poll(_entries, (nuint)_entries.Length, time, 0) > 0;
    }

    [LibraryImport("libc", EntryPoint = "ppoll")]
    private static partial int Poll([In, Out] PollEntry[] entries, nuint count, in TimeSpec time, nint signals);

    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
