namespace Signalbox.Core.Routing.Health;

/// <summary>The time by which health is judged: milliseconds that only grow, whatever becomes of the wall clock.</summary>
public static class HealthClock
{
    /// <summary>Now.</summary>
    public static long Now(TimeProvider time) => At(time, time.GetTimestamp());

    /// <summary>The time of a timestamp.</summary>
    public static long At(TimeProvider time, long timestamp) => (long)time.GetElapsedTime(0, timestamp).TotalMilliseconds;
}
