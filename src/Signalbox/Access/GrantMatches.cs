using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access;

/// <summary>How many assets wildcards and tags allow today, by the snapshot in force.</summary>
internal sealed class GrantMatches(SnapshotHolder snapshots)
{
    /// <summary>The number of enabled targets by wildcard or tag; exact names are left out.</summary>
    public IReadOnlyDictionary<string, int> Count(IEnumerable<Grant> grants)
    {
        var catalog = snapshots.Current.Assets;
        return grants.Where(grant => grant.Form != GrantForm.Exact).DistinctBy(grant => grant.Asset)
            .ToDictionary(grant => grant.Asset, grant => CompiledGrant.From(grant, catalog).Assets.Count, StringComparer.Ordinal);
    }
}
