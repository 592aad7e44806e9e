namespace Signalbox.Core.Alerts;

/// <summary>When a message that was not taken is sent again, and when a destination that takes none is left alone.</summary>
public static class DeliveryPace
{
    /// <summary>After so many attempts a message is given up: with the pauses between them, some four hours.</summary>
    public const int MostAttempts = 20;

    /// <summary>After so many failures in a row a destination is left alone for a while.</summary>
    public const int FailuresToRest = 5;

    private const long FirstPauseMs = 5_000;
    private const long LongestPauseMs = 900_000;
    private const long FirstRestMs = 60_000;

    /// <summary>How long to wait after a failed attempt, in milliseconds: doubled each time, up to a quarter of an hour, and from half to all of that.</summary>
    /// <param name="attempts">How many there were; at least 1.</param>
    /// <param name="random">From 0 to 1, so that messages that failed together are not repeated together.</param>
    /// <param name="askedMs">How long the receiver asked to be left alone; 0 when it did not. More than a quarter of an hour is not granted.</param>
    public static long PauseMs(int attempts, double random, long askedMs = 0)
    {
        var full = Math.Min(LongestPauseMs, FirstPauseMs << Math.Clamp(attempts - 1, 0, 20));
        return Math.Max(Math.Clamp(askedMs, 0, LongestPauseMs), (long)(full * (0.5 + 0.5 * Math.Clamp(random, 0, 1))));
    }

    /// <summary>How long a destination is left alone after failures in a row, in milliseconds; 0 for not at all. After it one message tries.</summary>
    public static long RestMs(long failures) =>
        failures < FailuresToRest ? 0 : Math.Min(LongestPauseMs, FirstRestMs << (int)Math.Clamp(failures - FailuresToRest, 0, 20));
}
