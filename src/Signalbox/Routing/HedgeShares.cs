using Signalbox.Core.Snapshots;

namespace Signalbox.Routing;

/// <summary>Hands each hedged group of the next snapshot its share, that of the group of its name before, and forgets those of groups that are gone.</summary>
internal sealed class HedgeShares
{
    private Dictionary<string, HedgeShare> _shares = [];

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        var shares = new Dictionary<string, HedgeShare>(StringComparer.Ordinal);
        foreach (var target in snapshot.TargetsByName.Where(target => target.Hedge is not null))
            target.HedgeShare = shares[target.Name] = _shares.GetValueOrDefault(target.Name) ?? new HedgeShare();
        _shares = shares;
    }
}
