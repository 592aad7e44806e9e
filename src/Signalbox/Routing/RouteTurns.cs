using Signalbox.Core.Snapshots;

namespace Signalbox.Routing;

/// <summary>Hands each target of the next snapshot its turn, that of the target of its name before, and forgets those of targets that are gone.</summary>
internal sealed class RouteTurns
{
    private Dictionary<string, RouteTurn> _turns = [];

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        var turns = new Dictionary<string, RouteTurn>(StringComparer.Ordinal);
        foreach (var target in snapshot.TargetsByName.Where(target => target.TakesTurns))
            target.Turn = turns[target.Name] = _turns.GetValueOrDefault(target.Name) ?? new RouteTurn();
        _turns = turns;
    }
}
