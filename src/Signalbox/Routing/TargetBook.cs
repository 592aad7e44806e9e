using Signalbox.Core.Snapshots;

namespace Signalbox.Routing;

/// <summary>
/// What is remembered of targets from one snapshot to the next: whose turn it is, and how many calls may still be sent twice. Each target is handed what
/// the one of its name had before; what belongs to none any more is forgotten.
/// </summary>
internal sealed class TargetBook
{
    private Dictionary<string, RouteTurn> _turns = [];
    private Dictionary<string, HedgeShare> _shares = [];

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        _turns = Hand(snapshot, _turns, target => target.TakesTurns, (target, turn) => target.Turn = turn);
        _shares = Hand(snapshot, _shares, target => target.Hedge is not null, (target, share) => target.HedgeShare = share);
    }

    private static Dictionary<string, T> Hand<T>(Snapshot snapshot, Dictionary<string, T> known, Func<CallableTarget, bool> needs, Action<CallableTarget, T> hand)
        where T : class, new()
    {
        var next = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var target in snapshot.TargetsByName.Where(needs))
            hand(target, next[target.Name] = known.GetValueOrDefault(target.Name) ?? new T());
        return next;
    }
}
