namespace Signalbox.Core.Snapshots;

/// <summary>
/// Bounds the calls of a group that are sent to a second member to a share of all: each call earns its part of one, and what was earned is kept for a
/// thousand calls at most, so that a quiet week does not pay for an hour in which every call is sent twice. One object serves all snapshots of the group.
/// Thread-safe without locks.
/// </summary>
public sealed class HedgeShare
{
    private const long Cost = 100;
    private const long KeptCalls = 1000;
    private long _earned;

    /// <summary>A call was made.</summary>
    /// <param name="percent">Which part of one it earns, in hundredths.</param>
    public void Earn(int percent)
    {
        while (true)
        {
            var earned = Volatile.Read(ref _earned);
            var more = With(earned, percent);
            if (more == earned || Interlocked.CompareExchange(ref _earned, more, earned) == earned) return;
        }
    }

    /// <summary>How many could be taken if a call were made now, which earns its part before it takes one. Nothing is earned or taken.</summary>
    /// <param name="percent">Which part of one it would earn, in hundredths.</param>
    public long Foresee(int percent) => With(Volatile.Read(ref _earned), percent) / Cost;

    /// <summary>Takes one, if one was earned.</summary>
    public bool TrySpend()
    {
        while (true)
        {
            var earned = Volatile.Read(ref _earned);
            if (earned < Cost) return false;
            if (Interlocked.CompareExchange(ref _earned, earned - Cost, earned) == earned) return true;
        }
    }

    /// <summary>What there is after one more call. Where the share was larger before, what is over the present bound is spent down.</summary>
    private static long With(long earned, int percent) => Math.Max(earned, Math.Min(KeptCalls * percent, earned + percent));
}
