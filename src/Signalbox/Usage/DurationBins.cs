using System.Numerics;

namespace Signalbox.Usage;

/// <summary>
/// Puts durations into bins, of which there are sixteen to each doubling, so that a quantile read from them is within about 3 % of the true
/// one. The numbers of the bins are stored: never change them.
/// </summary>
internal static class DurationBins
{
    private const int PerDoubling = 16;
    private const int Bits = 4;

    /// <summary>The bin of a duration; what is negative counts as zero.</summary>
    public static long Of(long duration)
    {
        if (duration < PerDoubling) return Math.Max(0, duration);
        var shift = BitOperations.Log2((ulong)duration) - Bits;
        return ((long)shift << Bits) + (duration >> shift);
    }

    /// <summary>The duration in the middle of a bin.</summary>
    public static long Middle(long bin)
    {
        if (bin < 2 * PerDoubling) return bin;
        var shift = (int)(bin >> Bits) - 1;
        return ((bin - ((long)shift << Bits)) << shift) + (1L << shift >> 1);
    }

    /// <summary>The least duration that so many of the calls were not slower than; null when there were none.</summary>
    /// <param name="calls">How many calls fell into each bin.</param>
    /// <param name="quantile">Between 0 and 1.</param>
    public static long? Quantile(IReadOnlyDictionary<long, long> calls, double quantile)
    {
        var wanted = Math.Ceiling(calls.Values.Sum() * quantile);
        foreach (var (bin, count) in calls.OrderBy(c => c.Key))
            if ((wanted -= count) <= 0) return Middle(bin);
        return null;
    }
}
