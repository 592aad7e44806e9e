namespace Signalbox.Core.Limits;

/// <content>What is asked of the counters, and what is told them, off the path of calls.</content>
public sealed partial class LimitLedger
{
    /// <summary>How the limits of a set stand, in their order.</summary>
    public static IReadOnlyList<LimitStanding> Read(LimitSet limits, LimitLedgers ledgers, LimitTime now)
    {
        var bound = limits.Bind(ledgers);
        var sharing = ledgers.Sharing.Read();
        lock (bound.Ledger._gate)
        {
            var standings = new LimitStanding[bound.All.Length];
            for (var i = 0; i < standings.Length; i++)
            {
                var (limit, counter) = bound.All[i];
                counter.Advance(limit, now, sharing.Parts);
                var amount = limit.Rule.AmountAt(now.Wall);
                standings[i] = new(
                    limit, amount, counter.Base + counter.Others + counter.Used - counter.Reserved, counter.Reserved, Remaining(counter, amount), counter.ResetIn(now),
                    counter.WindowStart, sharing.Mode == SharingMode.Alone ? null : OwnPart(counter, limit, amount, now, sharing), CutOff(counter, limit, amount, now, sharing));
            }
            return standings;
        }
    }

    /// <summary>Whether a call would be let in now. Nothing is taken.</summary>
    /// <param name="limits">The caller's limits.</param>
    /// <param name="ledgers">The counters of all organizations.</param>
    /// <param name="demand">What the call may come to take.</param>
    /// <param name="now">The time.</param>
    /// <param name="refusal">Why it would not be.</param>
    public static LimitOutcome Judge(LimitSet limits, LimitLedgers ledgers, in LimitDemand demand, LimitTime now, out LimitRefusal refusal)
    {
        var bound = limits.Bind(ledgers);
        lock (bound.Ledger._gate) return Judge(bound, demand, now, ledgers.Sharing.Read(), out refusal);
    }

    /// <summary>What this instance would go on to take if it alone lost the store: the rest of its share, and its part of what nobody has.</summary>
    private static long CutOff(LimitCounter counter, CompiledLimit limit, long amount, LimitTime now, in SharingState sharing) =>
        sharing.Mode != SharingMode.Leased || limit.Rule.Period == LimitPeriod.Burst ? 0
        : Math.Max(0, OwnPart(counter, limit, amount, now, sharing) - counter.Used) + counter.Free / sharing.Instances;

    /// <summary>Tells what was taken of a calendar limit before this process counted. Nothing happens when another window has begun meanwhile.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="windowStart">The first moment of the window that was added up.</param>
    /// <param name="taken">How much.</param>
    /// <param name="now">The time.</param>
    public void Seed(CompiledLimit limit, long windowStart, long taken, LimitTime now)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) _counters.Add(limit.Identity, counter = limit.CreateCounter());
            counter.Advance(limit, now, 1);
            if (counter.WindowStart == windowStart) (counter.Base, counter.IsBaseAgreed) = (Math.Clamp(taken, 0, LimitRule.MaxAmount), false);
        }
    }

    /// <summary>Notes that calls of a window took more than was counted, or less: their prices were wrong. For instances that agree on nothing; others correct what they share.</summary>
    /// <param name="limit">Of which limit.</param>
    /// <param name="windowStart">The first moment of the window.</param>
    /// <param name="difference">How much more.</param>
    /// <param name="now">The time.</param>
    public void Correct(CompiledLimit limit, long windowStart, long difference, LimitTime now)
    {
        lock (_gate)
        {
            if (!_counters.TryGetValue(limit.Identity, out var counter)) return;
            counter.Advance(limit, now, Owner.Sharing.Instances);
            // What was counted at the old price stands in what this process used, so that less may be taken from before it than there was.
            if (counter.WindowStart == windowStart) counter.Base = Math.Clamp(counter.Base + difference, -LimitRule.MaxAmount, LimitRule.MaxAmount);
        }
    }

    /// <summary>The calendar window that a limit counts in now.</summary>
    public static CalendarWindow WindowOf(CompiledLimit limit, long wall) => CalendarWindow.At(limit.Rule.Period, limit.Zone, wall);

    /// <summary>What was taken in each calendar window, reservations left out.</summary>
    public IReadOnlyList<LimitMark> Marks()
    {
        lock (_gate)
            return
            [
                .. _counters.Values.Where(counter => counter.WindowStart > 0)
                    .Select(counter => new LimitMark(counter.Identity, counter.WindowStart, counter.Base + counter.Used - counter.Reserved)),
            ];
    }

    /// <summary>Forgets the counters of scopes that are no more.</summary>
    /// <param name="isLive">Whether there is a scope of that id.</param>
    public void Forget(Predicate<string> isLive)
    {
        lock (_gate)
            foreach (var identity in _counters.Keys.Where(identity => !isLive(identity[..identity.IndexOf('/', StringComparison.Ordinal)])).ToList())
                _counters.Remove(identity);
    }
}
