namespace Signalbox.Policies.Running;

/// <summary>What can be said of how long runs took.</summary>
internal static class Durations
{
    /// <summary>The least time that a share of them did not exceed. There must be one.</summary>
    public static long Quantile(long[] times, double share)
    {
        Array.Sort(times);
        return times[Math.Clamp((int)Math.Ceiling(share * times.Length) - 1, 0, times.Length - 1)];
    }
}
