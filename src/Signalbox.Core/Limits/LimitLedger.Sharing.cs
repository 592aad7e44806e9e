namespace Signalbox.Core.Limits;

/// <content>What passes between the counters and those who agree on shares with other instances.</content>
public sealed partial class LimitLedger
{
    /// <summary>How long a counter that no call wanted anything of keeps its share renewed.</summary>
    private const long ActiveMs = 70_000;

    /// <summary>What to say of a limit when the instances agree on it; null when it has no counter.</summary>
    public ShareRequest? Ask(CompiledLimit limit, string instance, long wanted, LimitTime now)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) return null;
            counter.Advance(limit, now, Owner.Sharing.Instances);
            return new(instance, counter.WindowStart, limit.Rule.AmountAt(now.Wall), counter.Used, wanted, counter.IsBaseAgreed ? null : counter.Base, limit.Rule.Exact);
        }
    }

    /// <summary>
    /// Takes back what is not to be had any more, before the others are told that they may have it.
    /// </summary>
    /// <returns>The share to tell them of: at least what was taken meanwhile.</returns>
    public long Yield(CompiledLimit limit, long windowStart, long share, LimitTime now)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) return share;
            counter.Advance(limit, now, Owner.Sharing.Instances);
            if (counter.WindowStart != windowStart) return share;
            share = Math.Max(share, counter.Used);
            if (counter.Share != LimitCounter.NoShare) counter.Share = Math.Min(counter.Share, share);
            return share;
        }
    }

    /// <summary>Takes a share that was agreed on.</summary>
    /// <param name="limit">Of which limit.</param>
    /// <param name="agreed">What the instances have agreed on.</param>
    /// <param name="instance">This instance.</param>
    /// <param name="share">Its share.</param>
    /// <param name="until">Until when it stands, by the steady clock.</param>
    /// <param name="now">The time.</param>
    public void Adopt(CompiledLimit limit, SharedCount agreed, string instance, long share, long until, LimitTime now)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) return;
            counter.Advance(limit, now, Owner.Sharing.Instances);
            if (counter.WindowStart != agreed.WindowStart) return;
            (counter.Share, counter.ShareUntil, counter.Base, counter.IsBaseAgreed) = (share, until, agreed.Base, true);
            counter.Others = agreed.Members.Where(member => member.Instance != instance).Sum(member => member.Used);
            counter.ShareAmount = limit.Rule.AmountAt(now.Wall);
            counter.Free = Math.Max(0, counter.ShareAmount - agreed.Base - agreed.Members.Sum(member => member.Share));
        }
    }

    /// <summary>Notes that there is no more to be had for now, so that calls are refused without asking again.</summary>
    public void Deny(CompiledLimit limit, long until)
    {
        lock (_gate)
            if (_counters.TryGetValue(limit.Identity, out var counter)) counter.DeniedUntil = until;
    }

    /// <summary>
    /// Goes on with the share it has and an equal part of what nobody has (of an exact limit a while later), since the store that the instances share is
    /// away. When all lose it at once, that is no more than there is. A share that had ended before comes to life no more: others may have it.
    /// </summary>
    public void LoseStore(LimitTime now)
    {
        lock (_gate)
        {
            foreach (var counter in _counters.Values)
            {
                counter.Advance(counter.Limit, now, Owner.Sharing.Instances);
                counter.IsBaseAgreed = false;
                if (counter.Share == LimitCounter.NoShare || now.Steady >= counter.ShareUntil)
                {
                    counter.Share = LimitCounter.NoShare;
                    continue;
                }
                counter.Share = Math.Max(counter.Share, counter.Used);
                counter.Free /= Owner.Sharing.Instances;
                // A minute later nothing counts of what was taken before, and equal parts of the whole are right.
                counter.ShareUntil = counter.Limit.Rule.IsCalendar ? long.MaxValue : now.Steady + ActiveMs;
            }
        }
    }

    /// <summary>The store is back: shares that were not renewed there meanwhile end, since the others know nothing of them.</summary>
    public void RegainStore(LimitTime now)
    {
        lock (_gate)
            foreach (var counter in _counters.Values)
                if (counter.ShareUntil > now.Steady + SharedCount.LeaseMs) counter.ShareUntil = now.Steady;
    }

    /// <summary>Takes an equal part of what is left by what the database tells of the others.</summary>
    /// <param name="limit">Of which limit.</param>
    /// <param name="windowStart">The window that was added up.</param>
    /// <param name="taken">What all together took in it, as far as it is in the database.</param>
    /// <param name="now">The time.</param>
    /// <param name="onlyShareless">Whether a counter that has a share keeps it, since it was agreed on before the store went.</param>
    public void Rebase(CompiledLimit limit, long windowStart, long taken, LimitTime now, bool onlyShareless = false)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) return;
            if (onlyShareless && counter.Share != LimitCounter.NoShare) return;
            counter.Advance(limit, now, Owner.Sharing.Instances);
            if (counter.WindowStart != windowStart) return;
            (counter.Base, counter.IsBaseAgreed) = (Math.Max(counter.Base, taken - (counter.Used - counter.Reserved)), false);
            counter.ShareAmount = limit.Rule.AmountAt(now.Wall);
            var left = Math.Max(0, counter.ShareAmount - counter.Base - counter.Used);
            (counter.Share, counter.ShareUntil, counter.Others, counter.Free) = (counter.Used + left / Owner.Sharing.Instances, long.MaxValue, 0, 0);
        }
    }

    /// <summary>The limits whose share is to be renewed: those that something was taken or wanted of lately.</summary>
    public IReadOnlyList<CompiledLimit> Active(LimitTime now)
    {
        lock (_gate)
            return
            [
                .. _counters.Values.Where(counter => counter.Limit.Rule.Period != LimitPeriod.Burst
                        && (counter.Reserved > 0 || now.Steady - counter.LastWanted < ActiveMs || (counter.Limit.Rule.IsCalendar && counter.Used > 0)))
                    .Select(counter => counter.Limit),
            ];
    }
}
