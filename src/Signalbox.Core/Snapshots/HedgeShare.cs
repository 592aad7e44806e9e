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
        var most = KeptCalls * percent;
        while (true)
        {
            var earned = Volatile.Read(ref _earned);
            // Where the share was larger before, what is over the present bound is spent down.
            if (earned >= most || Interlocked.CompareExchange(ref _earned, Math.Min(most, earned + percent), earned) == earned) return;
        }
    }

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
}
