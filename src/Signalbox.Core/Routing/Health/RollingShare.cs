namespace Signalbox.Core.Routing.Health;

/// <summary>
/// Calls and bad ones among them over the last moments, in ten slices that forget one after the other. Thread-safe without locks: a slice is one number,
/// so that whoever comes first in a new one empties and counts it in one step.
/// </summary>
/// <param name="windowMs">How far back it looks.</param>
public sealed class RollingShare(int windowMs)
{
    private const int Slices = 10;
    private const int CountBits = 22;
    private const long MostCount = (1L << CountBits) - 1;
    private const long EpochMask = (1L << (64 - 2 * CountBits)) - 1;

    private readonly long[] _slices = new long[Slices];
    private readonly int _sliceMs = Math.Max(1, windowMs / Slices);

    /// <summary>Counts a call.</summary>
    public void Add(long now, bool isBad)
    {
        var epoch = Epoch(now);
        ref var slice = ref _slices[(int)(now / _sliceMs % Slices)];
        while (true)
        {
            var seen = Volatile.Read(ref slice);
            var (calls, bad) = (seen >>> (2 * CountBits)) == epoch ? ((seen >> CountBits) & MostCount, seen & MostCount) : (0, 0);
            // A full slice counts no further, rather than spill into its neighbor's bits.
            if (calls == MostCount) return;
            var next = (epoch << (2 * CountBits)) | ((calls + 1) << CountBits) | (isBad ? bad + 1 : bad);
            if (Interlocked.CompareExchange(ref slice, next, seen) == seen) return;
        }
    }

    /// <summary>What the window holds.</summary>
    public (long Calls, long Bad) Read(long now)
    {
        long calls = 0, bad = 0;
        var first = now / _sliceMs;
        var at = (int)(first % Slices);
        for (var back = 0; back < Slices && back <= first; back++)
        {
            var seen = Volatile.Read(ref _slices[at]);
            at = at == 0 ? Slices - 1 : at - 1;
            if ((seen >>> (2 * CountBits)) != ((first - back + 1) & EpochMask)) continue;
            calls += (seen >> CountBits) & MostCount;
            bad += seen & MostCount;
        }
        return (calls, bad);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (var i = 0; i < Slices; i++) Volatile.Write(ref _slices[i], 0);
    }

    /// <summary>Never 0, which is what an untouched slice has, but once in a million slices.</summary>
    private long Epoch(long now) => (now / _sliceMs + 1) & EpochMask;
}
