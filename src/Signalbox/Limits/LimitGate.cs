using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>Where calls are held against their limits, and where they give back: memory only, but for a share that has to be asked for.</summary>
internal sealed class LimitGate(LimitLedgers ledgers, SharedAllowance shared, LimitCounts counts, LimitQueues queues, TimeProvider time)
{
    /// <summary>A call may need a share of each limit that applies, and again after others took what was granted.</summary>
    private const int MostTries = 8;

    /// <summary>Reserves with what this instance holds. The refusal names a limit whose share does not suffice when the outcome says so.</summary>
    public LimitOutcome Reserve(LimitSet limits, in LimitDemand demand, ref LimitReservation reservation, out LimitGlance glance, out LimitRefusal refusal)
    {
        var outcome = LimitLedger.Reserve(limits, ledgers, demand, ledgers.Now(time), ref reservation, out glance, out refusal);
        return outcome;
    }

    /// <summary>Counts a call that is refused, once all that could be tried was.</summary>
    public void Refused(CompiledLimit limit) => counts.Refused(limit);

    /// <summary>Asks for a larger share.</summary>
    /// <param name="limit">Of which limit.</param>
    /// <param name="wanted">What the call may come to take.</param>
    /// <param name="tries">How often the call has asked.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether it is worth trying to reserve again; if not, the call is refused.</returns>
    public async ValueTask<bool> AskAsync(CompiledLimit limit, long wanted, int tries, CancellationToken cancellation)
    {
        if (tries < MostTries)
        {
            await shared.GrowAsync(limit, wanted, cancellation);
            return true;
        }
        return false;
    }

    /// <summary>Has a stream hold what it took so far. The refusal names the limit it is to be cut off by, or whose share does not suffice.</summary>
    public LimitOutcome Extend(ref LimitReservation reservation, in LimitOutlay soFar, out LimitRefusal refusal) =>
        LimitLedger.Extend(ref reservation, soFar, ledgers.Now(time), out refusal);

    /// <summary>Whether there is room for what a stream holds by now, once a larger share was asked for.</summary>
    public LimitOutcome Recheck(in LimitReservation reservation, out LimitRefusal refusal) => LimitLedger.Recheck(reservation, ledgers.Now(time), out refusal);

    /// <summary>Puts what a call took in the place of what it had reserved. Nothing happens the second time.</summary>
    public void Settle(ref LimitReservation reservation, in LimitOutlay outlay)
    {
        if (!reservation.IsHeld) return;
        LimitLedger.Settle(ref reservation, outlay, ledgers.Now(time));
        queues.Pulse();
    }

    /// <summary>Whether a call would be let in now. Nothing is taken and nothing counted.</summary>
    public LimitOutcome Judge(LimitSet limits, in LimitDemand demand, out LimitRefusal refusal) => LimitLedger.Judge(limits, ledgers, demand, ledgers.Now(time), out refusal);

    /// <summary>How limits stand.</summary>
    public IReadOnlyList<LimitStanding> Read(LimitSet limits) => LimitLedger.Read(limits, ledgers, ledgers.Now(time));
}
