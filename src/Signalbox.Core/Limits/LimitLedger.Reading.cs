namespace Signalbox.Core.Limits;

/// <content>What is asked of the counters, and what is told them, off the path of calls.</content>
public sealed partial class LimitLedger
{
    /// <summary>How the limits of a set stand, in their order.</summary>
    public static IReadOnlyList<LimitStanding> Read(LimitSet limits, LimitLedgers ledgers, LimitTime now)
    {
        var bound = limits.Bind(ledgers);
        var (instances, mode) = (ledgers.Sharing.Instances, ledgers.Sharing.Mode);
        lock (bound.Ledger._gate)
        {
            var standings = new LimitStanding[bound.All.Length];
            for (var i = 0; i < standings.Length; i++)
            {
                var (limit, counter) = bound.All[i];
                counter.Advance(limit, now, mode == SharingMode.Alone ? 1 : instances);
                var amount = limit.Rule.AmountAt(now.Wall);
                standings[i] = new(
                    limit, amount, counter.Base + counter.Others + counter.Used - counter.Reserved, counter.Reserved, Remaining(counter, amount), counter.ResetIn(now),
                    counter.WindowStart, mode == SharingMode.Alone ? null : OwnPart(counter, limit, amount, now, mode, instances));
            }
            return standings;
        }
    }

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
            if (counter.WindowStart == windowStart) counter.Base = Math.Clamp(taken, 0, LimitRule.MaxAmount);
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
