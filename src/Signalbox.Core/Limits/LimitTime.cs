namespace Signalbox.Core.Limits;

/// <summary>Now, by both clocks: the calendar's, which may jump, and one that only goes on.</summary>
/// <param name="Wall">Unix milliseconds.</param>
/// <param name="Steady">Milliseconds since some beginning.</param>
public readonly record struct LimitTime(long Wall, long Steady)
{
    /// <summary>Reads both clocks.</summary>
    public static LimitTime Of(TimeProvider time) => new(
        time.GetUtcNow().ToUnixTimeMilliseconds(), (long)((Int128)time.GetTimestamp() * 1000 / time.TimestampFrequency));
}
