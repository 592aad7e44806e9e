namespace Signalbox.Core.Limits;

/// <summary>Why a call may not be made: of all limits that stand against it, the one that does so longest.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Wanted">What the call may come to take of it.</param>
/// <param name="Amount">What there may be.</param>
/// <param name="Remaining">What is left of that.</param>
/// <param name="RetryAfterMs">When enough is likely to be free, in milliseconds from now; at least one.</param>
/// <param name="ResetsAt">The same as a moment, Unix milliseconds.</param>
public readonly record struct LimitRefusal(CompiledLimit Limit, long Wanted, long Amount, long Remaining, long RetryAfterMs, long ResetsAt)
{
    /// <summary>Whether there may well be room, but the limit is exact and the count that instances share cannot be reached.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether no waiting helps, since the call wants more than there ever is.</summary>
    public bool IsTooLarge => Wanted > Amount;
}
