namespace Signalbox.Core.Routing.Health;

/// <summary>
/// How long answers take to begin, with what is longer ago counting less. After a while without a call the next one counts almost alone, so that
/// what was slow once is judged by what it is now. Thread-safe without locks.
/// </summary>
public sealed class LatencyEstimate
{
    /// <summary>What was measured so long ago counts a third.</summary>
    private const double DecayMs = 10_000;

    /// <summary>What each call counts at least, so that many in one moment do not hide each other.</summary>
    private const double LeastShare = 0.05;

    /// <summary>The estimate in tenths of milliseconds, and when it was made in tenths of seconds.</summary>
    private long _packed;

    /// <summary>Milliseconds; null while nothing was measured.</summary>
    public double? Milliseconds => Unpack(Volatile.Read(ref _packed)) is { At: > 0 } known ? known.Estimate : null;

    /// <summary>Takes a measurement.</summary>
    /// <param name="now">Now, in milliseconds of <see cref="HealthClock"/>.</param>
    /// <param name="tookMs">What was measured.</param>
    public void Add(long now, double tookMs)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _packed);
            var (estimate, at) = Unpack(seen);
            var share = at == 0 ? 1 : Math.Max(LeastShare, 1 - Math.Exp(-Math.Max(0, now - at) / DecayMs));
            if (Interlocked.CompareExchange(ref _packed, Pack(estimate + share * (Math.Max(0, tookMs) - estimate), now), seen) == seen) return;
        }
    }

    private static (double Estimate, long At) Unpack(long packed) => ((uint)(packed >>> 32) / 10.0, (long)(uint)packed * 100);

    private static long Pack(double estimate, long at) => ((long)(uint)Math.Min(uint.MaxValue, Math.Round(estimate * 10)) << 32) | (uint)Math.Max(1, at / 100);
}
