namespace Signalbox.Core.Limits;

/// <content>Streams that take more than was held for them, while they do.</content>
public sealed partial class LimitLedger
{
    /// <summary>
    /// Has a call hold what it took so far, where that is more than it holds: other calls see it at once, and not only when the stream has ended
    /// (R14). A call that stays within what it holds costs nothing.
    /// </summary>
    /// <param name="reservation">What it holds.</param>
    /// <param name="soFar">What it took.</param>
    /// <param name="now">The time.</param>
    /// <param name="refusal">Which limit it is to be cut off by, if the outcome says so.</param>
    public static LimitOutcome Extend(ref LimitReservation reservation, in LimitOutlay soFar, LimitTime now, out LimitRefusal refusal)
    {
        refusal = default;
        if (reservation.Limits is not { } bound) return LimitOutcome.Granted;
        var held = reservation.Demand;
        var grown = held with
        {
            InputTokens = Math.Max(held.InputTokens, soFar.Tokens.Input ?? 0),
            OutputTokens = Math.Max(held.OutputTokens, soFar.Tokens.Output ?? 0),
            CostMicros = Math.Max(held.CostMicros, soFar.CostMicros),
        };
        if (grown == held) return LimitOutcome.Granted;
        reservation.Demand = grown;
        return bound.Ledger.Extend(bound, held, grown, now, out refusal);
    }

    /// <summary>Whether a limit that cuts off has no room for what a call holds of it. Asked again once a larger share was asked for.</summary>
    public static LimitOutcome Recheck(in LimitReservation reservation, LimitTime now, out LimitRefusal refusal)
    {
        refusal = default;
        return reservation.Limits is { } bound ? bound.Ledger.Extend(bound, reservation.Demand, reservation.Demand, now, out refusal) : LimitOutcome.Granted;
    }

    private LimitOutcome Extend(BoundLimits bound, in LimitDemand held, in LimitDemand grown, LimitTime now, out LimitRefusal refusal)
    {
        var sharing = Owner.Sharing.Read();
        refusal = default;
        var outcome = LimitOutcome.Granted;
        lock (_gate)
        {
            foreach (var one in bound.All)
            {
                if (!one.AppliesTo(grown.AssetIndex)) continue;
                var (limit, counter) = (one.Limit, one.Counter);
                var more = limit.AmountOf(grown) - limit.AmountOf(held);
                counter.Advance(limit, now, sharing.Parts);
                if (more > 0) counter.Take(more, now);
                if (bound.Exempt || !limit.Rule.Hard || !limit.Rule.CutsOff || outcome == LimitOutcome.Refused) continue;
                var amount = limit.Rule.AmountAt(now.Wall);
                var over = counter.Used - OwnPart(counter, limit, amount, now, sharing);
                if (over <= 0) continue;
                outcome = sharing.Mode == SharingMode.Leased && now.Steady >= counter.DeniedUntil ? LimitOutcome.NeedsShare : LimitOutcome.Refused;
                var wait = Math.Max(1, counter.WaitFor(over, now));
                refusal = new(limit, limit.AmountOf(grown), amount, Remaining(counter, amount), wait, now.Wall + wait);
            }
        }
        return outcome;
    }
}
