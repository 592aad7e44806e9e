namespace Signalbox.Core.Limits;

/// <summary>
/// The counters of one organization. No limit reaches beyond one, so that a single short lock makes every reservation whole: all limits that
/// apply are taken from together or none is, in whatever order they stand, and a refused call has never held anything.
/// </summary>
public sealed partial class LimitLedger
{
    /// <summary>When to try again what an exact limit could not be asked for.</summary>
    private const long UncertainMs = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LimitCounter> _counters = new(StringComparer.Ordinal);

    internal LimitLedger(LimitLedgers owner) => Owner = owner;

    internal LimitLedgers Owner { get; }

    /// <summary>Takes what a call may need from all limits that apply, or from none.</summary>
    /// <param name="limits">The caller's limits.</param>
    /// <param name="ledgers">The counters of all organizations.</param>
    /// <param name="demand">What the call may come to take.</param>
    /// <param name="now">The time.</param>
    /// <param name="reservation">Holds what was taken.</param>
    /// <param name="glance">What to tell the caller of the limits.</param>
    /// <param name="refusal">Why nothing was taken; of a missing share, which one.</param>
    public static LimitOutcome Reserve(
        LimitSet limits, LimitLedgers ledgers, in LimitDemand demand, LimitTime now, ref LimitReservation reservation, out LimitGlance glance, out LimitRefusal refusal)
    {
        var bound = limits.Bind(ledgers);
        return bound.Ledger.Reserve(bound, demand, now, ref reservation, out glance, out refusal);
    }

    /// <summary>Puts what a call took in the place of what was reserved for it. Nothing happens the second time.</summary>
    public static void Settle(ref LimitReservation reservation, in LimitOutlay outlay, LimitTime now)
    {
        if (reservation.Limits is not { } bound) return;
        reservation.Limits = null;
        bound.Ledger.Settle(bound, reservation, outlay, now);
    }

    internal BoundLimits Bind(LimitSet set)
    {
        var all = new BoundLimit[set.Limits.Count];
        List<CompiledLimit>? created = null;
        lock (_gate)
        {
            for (var i = 0; i < all.Length; i++)
            {
                var limit = set.Limits[i];
                if (!_counters.TryGetValue(limit.Identity, out var counter))
                {
                    _counters.Add(limit.Identity, counter = limit.CreateCounter());
                    (created ??= []).Add(limit);
                }
                counter.Limit = limit;
                all[i] = new(limit, counter);
            }
        }
        if (created is not null && Owner.Created is { } tell) created.ForEach(tell);
        return new BoundLimits(this, all, set.Exempt);
    }

    private LimitOutcome Reserve(
        BoundLimits bound, in LimitDemand demand, LimitTime now, ref LimitReservation reservation, out LimitGlance glance, out LimitRefusal refusal)
    {
        var sharing = Owner.Sharing.Read();
        glance = default;
        LimitOutcome outcome;
        lock (_gate)
        {
            outcome = Judge(bound, demand, now, sharing, out refusal);
            foreach (var one in bound.All)
            {
                if (!one.AppliesTo(demand.AssetIndex)) continue;
                one.Counter.LastWanted = now.Steady;
                if (outcome == LimitOutcome.Granted) one.Counter.Take(one.Limit.AmountOf(demand), now);
                if (one.Limit.Rule.Measure is not (LimitMeasure.Requests or LimitMeasure.Tokens) || one.Limit.Rule.Period == LimitPeriod.Burst) continue;
                var amount = one.Limit.Rule.AmountAt(now.Wall);
                glance.Add(one.Limit.Rule.Measure, new(amount, Remaining(one.Counter, amount), one.Counter.ResetIn(now)));
            }
        }
        if (outcome == LimitOutcome.Granted) (reservation.Limits, reservation.Demand, reservation.TakenAt) = (bound, demand, now.Steady);
        return outcome;
    }

    /// <summary>Whether there is room for a call, and if not, which limit stands against it longest. Takes nothing; within the lock.</summary>
    private static LimitOutcome Judge(BoundLimits bound, in LimitDemand demand, LimitTime now, in SharingState sharing, out LimitRefusal refusal)
    {
        refusal = default;
        var outcome = LimitOutcome.Granted;
        foreach (var one in bound.All)
        {
            if (!one.AppliesTo(demand.AssetIndex)) continue;
            var (limit, counter) = (one.Limit, one.Counter);
            counter.Advance(limit, now, sharing.Parts);
            var amount = limit.Rule.AmountAt(now.Wall);
            var wanted = limit.AmountOf(demand);
            var own = OwnPart(counter, limit, amount, now, sharing);
            if (bound.Exempt || !limit.Rule.Hard || counter.Used + wanted <= own) continue;

            var needsShare = sharing.Mode == SharingMode.Leased && IsLeased(limit) && now.Steady >= counter.DeniedUntil && wanted <= amount;
            if (outcome == LimitOutcome.Refused && needsShare) continue;
            // There may be room, but nobody can be asked just now.
            var isUncertain = IsUncertain(limit, now, sharing) && wanted <= Remaining(counter, amount);
            var wait = isUncertain ? UncertainMs : Math.Max(1, counter.WaitFor(counter.Used + wanted - own, now));
            if (refusal.Limit is not null && outcome == (needsShare ? LimitOutcome.NeedsShare : LimitOutcome.Refused) && wait <= refusal.RetryAfterMs) continue;
            outcome = needsShare ? LimitOutcome.NeedsShare : LimitOutcome.Refused;
            refusal = new(limit, wanted, amount, Remaining(counter, amount), wait, now.Wall + wait) { IsUncertain = isUncertain };
        }
        return outcome;
    }

    private void Settle(BoundLimits bound, in LimitReservation reservation, in LimitOutlay outlay, LimitTime now)
    {
        var parts = Owner.Sharing.Read().Parts;
        // Few calls cross a threshold, and hardly one crosses two.
        (CompiledLimit Limit, int Percent) crossed = default;
        lock (_gate)
        {
            foreach (var (limit, counter) in bound.All)
            {
                if (!limit.AppliesTo(reservation.Demand.AssetIndex)) continue;
                counter.Advance(limit, now, parts);
                counter.Settle(limit.AmountOf(reservation.Demand), limit.AmountOf(outlay), reservation.TakenAt, now);
                if (limit.Rule.Thresholds.Count > 0 && Threshold(limit, counter, now) is var percent and > 0) crossed = (limit, percent);
            }
        }
        if (crossed.Limit is not null) Owner.Crossed?.Invoke(crossed.Limit, crossed.Percent);
    }

    /// <summary>The threshold that was just reached, or 0.</summary>
    private static int Threshold(CompiledLimit limit, LimitCounter counter, LimitTime now)
    {
        var percent = (Int128)100 * (counter.Base + counter.Others + counter.Used - counter.Reserved) / Math.Max(1, limit.Rule.AmountAt(now.Wall));
        var reached = 0;
        // By index, since an enumerator of the interface is an allocation for each call.
        for (var i = 0; i < limit.Rule.Thresholds.Count; i++)
            if (percent >= limit.Rule.Thresholds[i]) reached = limit.Rule.Thresholds[i];
        if (reached <= counter.ThresholdTold) return 0;
        counter.ThresholdTold = reached;
        return reached;
    }

    /// <summary>How much this process may have taken.</summary>
    private static long OwnPart(LimitCounter counter, CompiledLimit limit, long amount, LimitTime now, in SharingState sharing)
    {
        var whole = amount - counter.Base;
        if (sharing.Mode == SharingMode.Alone) return whole;
        if (limit.Rule.Period == LimitPeriod.Burst) return Math.Max(1, amount / sharing.Instances);
        var stands = counter.Share != LimitCounter.NoShare && now.Steady < counter.ShareUntil;
        if (sharing.Mode == SharingMode.Leased) return stands ? Math.Min(counter.Share, whole) : 0;
        if (IsUncertain(limit, now, sharing)) return stands ? Math.Min(counter.Share, whole) : counter.Used;
        // Of a limit that was changed since, each has an equal part of the difference at once.
        return stands ? Math.Min(counter.Share + counter.Free + (amount - counter.ShareAmount) / sharing.Instances, whole) : whole / sharing.Instances;
    }

    /// <summary>Whether the limit is exact, and the store away for so short a time that the others may still have it.</summary>
    private static bool IsUncertain(CompiledLimit limit, LimitTime now, in SharingState sharing) =>
        limit.Rule.Exact && sharing.Mode == SharingMode.Equal && now.Steady < sharing.ExactPartsFrom;

    private static bool IsLeased(CompiledLimit limit) => limit.Rule.Period != LimitPeriod.Burst;

    private static long Remaining(LimitCounter counter, long amount) => Math.Max(0, amount - counter.Base - counter.Others - counter.Used);
}
