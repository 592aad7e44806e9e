namespace Signalbox.Core.Limits;

/// <summary>
/// A limit as instances share it: a value that each reads, changes by <see cref="Agree"/> and puts back if nobody was faster. What an instance
/// says of itself is absolute, never "one more", so that a change that was made although its answer got lost does no harm when it is repeated
/// (R03). The rule that holds all along: the base and all shares together are at most the amount.
/// </summary>
/// <param name="Version">Grows with each change: a value that is older than one seen before was restored from a copy (R04).</param>
/// <param name="WindowStart">The first moment of the calendar window; 0 for limits without one.</param>
/// <param name="Base">What was taken in the window by instances that are gone.</param>
/// <param name="Members">The instances.</param>
public sealed record SharedCount(long Version, long WindowStart, long Base, IReadOnlyList<ShareMember> Members)
{
    /// <summary>How long a share stands unless it is renewed.</summary>
    public const long LeaseMs = 5000;

    /// <summary>What an instance that is gone took in the last minute still counts for this long.</summary>
    private const long SlidingGhostMs = 63_000;

    /// <summary>An instance that was silent for longer will not come back as the same.</summary>
    private const long CalendarGhostMs = 3_600_000;

    /// <summary>A value that nobody has changed yet.</summary>
    public static SharedCount Empty { get; } = new(0, 0, 0, []);

    /// <summary>What all together took, as they last said.</summary>
    public long Taken => Base + Members.Sum(member => member.Used);

    /// <summary>
    /// The value to go on from. One that is older than what was seen before, or gone, has lost what instances said since: what was seen is put in
    /// its place, joined with what the old one knows more of.
    /// </summary>
    /// <param name="stored">What the store has; null for nothing.</param>
    /// <param name="seen">What was last seen or written here; null for nothing.</param>
    public static SharedCount Newest(SharedCount? stored, SharedCount? seen)
    {
        if (seen is null || stored is not null && (stored.Version >= seen.Version || stored.WindowStart > seen.WindowStart)) return stored ?? Empty;
        if (stored is null || stored.WindowStart < seen.WindowStart) return seen;
        var members = seen.Members.ToDictionary(member => member.Instance, StringComparer.Ordinal);
        foreach (var member in stored.Members)
            members[member.Instance] = members.TryGetValue(member.Instance, out var known)
                ? new(member.Instance, Math.Max(known.Share, member.Share), Math.Max(known.Used, member.Used), Math.Max(known.Until, member.Until))
                : member;
        return seen with { Base = Math.Max(seen.Base, stored.Base), Members = [.. members.Values] };
    }

    /// <summary>The value after an instance has said how it stands, and the share it has then.</summary>
    /// <param name="period">The limit's period.</param>
    /// <param name="request">What it says and wants.</param>
    /// <param name="now">The store's clock, Unix milliseconds.</param>
    public (SharedCount Next, long Share) Agree(LimitPeriod period, ShareRequest request, long now)
    {
        // An instance whose clock is behind counts in a window that is over: it gets nothing of the one that has begun.
        if (WindowStart > request.WindowStart) return (this, request.Used);
        var isSame = WindowStart == request.WindowStart;
        var (taken, others) = (isSame ? Base : 0, new List<ShareMember>(Members.Count));
        foreach (var member in isSame ? Members : [])
        {
            if (member.Instance == request.Instance) continue;
            if (member.Until > now) others.Add(member);
            else if (now < member.Until + GhostMs(period)) others.Add(member with { Share = member.Used });
            else if (period >= LimitPeriod.Hour) taken += member.Used;
        }
        // The database also tells what the living took and have written down: that is in their shares.
        if (period >= LimitPeriod.Hour && request.KnownBase is { } known) taken = Math.Max(taken, known - others.Sum(member => member.Used));
        var free = Math.Max(0, request.Amount - taken - others.Sum(member => member.Share));
        var share = Share(request, free, others.Count + 1);
        // A share grows for a call only, never by itself: what an instance last knew to be free is then not less than is.
        if (request.Wanted == 0 && isSame && Members.FirstOrDefault(member => member.Instance == request.Instance) is { } own)
            share = Math.Max(request.Used, Math.Min(share, own.Share));
        // Of an exact limit the call that asks counts at once: were it to be told only with the next renewal, others could have it after a lapse.
        var used = request.Exact ? Math.Min(share, request.Used + request.Wanted) : request.Used;
        return (new(Version + 1, request.WindowStart, taken, [.. others, new(request.Instance, share, used, now + LeaseMs)]), share);
    }

    /// <summary>The value after calls of a window were found to have taken more than was counted, or less; the same for another window.</summary>
    public SharedCount Correct(long windowStart, long difference) => WindowStart == windowStart ? this with { Version = Version + 1, Base = Base + difference } : this;

    /// <summary>The value after an instance has left: what it took stays taken.</summary>
    public SharedCount Leave(LimitPeriod period, string instance, long used)
    {
        var rest = Members.Where(member => member.Instance != instance).ToList();
        return rest.Count == Members.Count ? this : this with { Version = Version + 1, Base = period >= LimitPeriod.Hour ? Base + used : Base, Members = rest };
    }

    /// <summary>The value with a larger share for an instance: what it took while the agreement was on its way is within the share it had.</summary>
    public SharedCount With(string instance, long share) =>
        this with { Members = [.. Members.Select(member => member.Instance == instance ? member with { Share = share } : member)] };

    /// <summary>
    /// What is needed now, and something to spare for the calls to come: a part of what is then left that grows smaller with it, so that near the
    /// limit little lies unused at the others.
    /// </summary>
    private static long Share(ShareRequest request, long free, int instances)
    {
        var need = request.Used + request.Wanted;
        if (need > free) return Math.Max(request.Used, free);
        var spare = request.Exact ? 0 : Math.Min((free - need) / (2 * instances), Math.Max(1, request.Amount / (4 * instances)));
        return need + spare;
    }

    private static long GhostMs(LimitPeriod period) => period switch
    {
        LimitPeriod.Now => 0,
        LimitPeriod.Minute => SlidingGhostMs,
        _ => CalendarGhostMs,
    };
}
