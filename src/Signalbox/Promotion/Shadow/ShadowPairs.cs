using System.Collections.Concurrent;

namespace Signalbox.Promotion.Shadow;

/// <summary>Comparisons on their way to the database. Bounded: what does not fit is dropped and counted, since no call may wait for it.</summary>
internal sealed class ShadowPairs
{
    /// <summary>The most that wait.</summary>
    public const int Most = 1000;

    private readonly ConcurrentQueue<ShadowPair> _waiting = new();
    private long _dropped;

    /// <summary>How many were dropped since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes a comparison.</summary>
    public void Add(ShadowPair pair)
    {
        if (_waiting.Count < Most) _waiting.Enqueue(pair);
        else Interlocked.Increment(ref _dropped);
    }

    /// <summary>Takes out at most so many, the oldest first.</summary>
    public IReadOnlyList<ShadowPair> Take(int most)
    {
        var taken = new List<ShadowPair>();
        while (taken.Count < most && _waiting.TryDequeue(out var pair)) taken.Add(pair);
        return taken;
    }
}
