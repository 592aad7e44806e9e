using System.Collections.Concurrent;

namespace Signalbox.Core.Limits;

/// <summary>
/// One instance's side of agreeing on shares, but for the store itself: what to put there for what was read, and what to do once it is there.
/// Between the two the store may have been changed by others, be gone, or have taken the value and lost the answer.
/// </summary>
/// <param name="ledgers">The instance's counters.</param>
/// <param name="instance">Its name.</param>
public sealed class ShareAgreement(LimitLedgers ledgers, string instance)
{
    /// <summary>A share is given up here before the others may have it.</summary>
    private const long SafetyMs = 500;

    private readonly ConcurrentDictionary<string, SharedCount> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether anything was ever agreed on a limit.</summary>
    public bool Knows(CompiledLimit limit) => _seen.ContainsKey(limit.Identity);

    /// <summary>What to put in the place of what was read; null when there is nothing to put.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="wanted">How much more is wanted than is held; 0 to renew.</param>
    /// <param name="stored">What was read; null for nothing.</param>
    /// <param name="storeNow">The store's clock, Unix milliseconds.</param>
    /// <param name="now">The time.</param>
    public ShareOffer? Offer(CompiledLimit limit, long wanted, SharedCount? stored, long storeNow, LimitTime now)
    {
        var ledger = ledgers.Of(limit.OrganizationId);
        if (ledger.Ask(limit, instance, wanted, now) is not { } request) return null;
        var known = SharedCount.Newest(stored, _seen.GetValueOrDefault(limit.Identity));
        var (next, share) = known.Agree(limit.Rule.Period, request, storeNow);
        if (ReferenceEquals(next, known)) return null;
        share = ledger.Yield(limit, request.WindowStart, share, now);
        return new(next.With(instance, share), share, request);
    }

    /// <summary>Takes what was put in place.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="offer">What was put.</param>
    /// <param name="sent">When the store was asked, by the steady clock: its clock cannot have been earlier.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether the share now holds what was wanted.</returns>
    public bool Conclude(CompiledLimit limit, ShareOffer offer, long sent, LimitTime now)
    {
        _seen[limit.Identity] = offer.Next;
        ledgers.Of(limit.OrganizationId).Adopt(limit, offer.Next, instance, offer.Share, sent + SharedCount.LeaseMs - SafetyMs, now);
        return offer.Share >= offer.Request.Used + offer.Request.Wanted;
    }
}
