namespace Signalbox.Core.Limits;

/// <summary>How calls wait for room under a limit instead of being refused.</summary>
/// <param name="Depth">How many may wait at once.</param>
/// <param name="MaxWaitMs">How long each waits at most, in milliseconds.</param>
public sealed record LimitQueue(int Depth, int MaxWaitMs)
{
    /// <summary>The priority of calls that have none of their own.</summary>
    public const int UsualPriority = 5;

    /// <summary>The highest priority; the lowest is 1.</summary>
    public const int HighestPriority = 9;
}
