namespace Signalbox.Core.Limits;

/// <summary>
/// What was taken of one limit. It belongs to the scope that the limit is written at, not to a key or a snapshot, so that all callers below the
/// scope share it and a change of the limit leaves what was taken. Guarded by the lock of its <see cref="LimitLedger"/>.
/// </summary>
internal abstract class LimitCounter(CompiledLimit limit)
{
    /// <summary>No share was agreed on.</summary>
    public const long NoShare = -1;

    /// <summary>Names it for good: scope, measure, period and asset.</summary>
    public string Identity { get; } = limit.Identity;

    /// <summary>The limit, as the newest snapshot that used it has it.</summary>
    public CompiledLimit Limit { get; set; } = limit;

    /// <summary>What this process took in the window, reservations included.</summary>
    public abstract long Used { get; }

    /// <summary>The part of <see cref="Used"/> that is reserved for calls under way.</summary>
    public long Reserved => Math.Min(Pending, Used);

    /// <summary>What calls under way reserved, of windows too that are over meanwhile.</summary>
    protected long Pending { get; set; }

    /// <summary>What was taken in the window before this process counted, or by instances that are gone.</summary>
    public long Base { get; set; }

    /// <summary>Whether <see cref="Base"/> is what the instances have agreed on, rather than what the database tells.</summary>
    public bool IsBaseAgreed { get; set; }

    /// <summary>What other instances took in the window, as last heard.</summary>
    public long Others { get; set; }

    /// <summary>How much this process may have taken, of what it shares with other instances; <see cref="NoShare"/> when nothing was agreed on.</summary>
    public long Share { get; set; } = NoShare;

    /// <summary>How much there was in all when the share was agreed on.</summary>
    public long ShareAmount { get; set; }

    /// <summary>How much nobody had a share of when the share was agreed on; once the store is away, this process' part of that.</summary>
    public long Free { get; set; }

    /// <summary>Until when the share stands, by the steady clock.</summary>
    public long ShareUntil { get; set; }

    /// <summary>Until when it is pointless to ask for a larger share, by the steady clock.</summary>
    public long DeniedUntil { get; set; }

    /// <summary>When a call last took or wanted of it, by the steady clock.</summary>
    public long LastWanted { get; set; }

    /// <summary>The highest of the thresholds that were told of in the window.</summary>
    public int ThresholdTold { get; set; }

    /// <summary>The first moment of the window, Unix milliseconds; 0 for those that have none.</summary>
    public virtual long WindowStart => 0;

    /// <summary>Brings the window up to now.</summary>
    public abstract void Advance(CompiledLimit limit, LimitTime now, int instances);

    /// <summary>Reserves.</summary>
    public abstract void Take(long amount, LimitTime now);

    /// <summary>Puts what a call took in the place of what was reserved for it, unless the window it was reserved in is over.</summary>
    public abstract void Settle(long reserved, long actual, long takenAt, LimitTime now);

    /// <summary>Milliseconds until so much is free that is not now; 0 when that cannot be told.</summary>
    public abstract long WaitFor(long excess, LimitTime now);

    /// <summary>Milliseconds until nothing of what was taken counts any more.</summary>
    public abstract long ResetIn(LimitTime now);
}
