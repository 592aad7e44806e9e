using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>
/// Tells who would gain and who would lose what by changes of access: compiles what they reach, as it is compiled for calls, beside the snapshot in
/// force, and asks the engine of the request path.
/// </summary>
internal sealed class AccessPreview(RegistryReading registry, TimeProvider time) : IDisposable
{
    // Each holds a copy of the registry while it works.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Previews changes.</summary>
    /// <exception cref="ProblemException">400 for faulty changes, 404 for a scope that is not there.</exception>
    public async Task<AccessPreviewView> RunAsync(AccessChangesDraft draft, PageQuery page, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var (state, before) = await registry.ReadAsync(cancellation);
            var targets = state.Models.Select(model => model.Name).Concat(state.RouteGroups.Select(group => group.Key)).ToHashSet(StringComparer.Ordinal);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var changed = ChangedRegistry.Of(state, AccessChangeRules.Require(draft, targets), now);
            var after = SnapshotCompiler.Preview(before, state, changed.Change, state.Apply(changed.Change));
            return Compare(before, after, changed.Keys, now, page, cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static AccessPreviewView Compare(
        Snapshot before, Snapshot after, IReadOnlyList<string> keys, long now, PageQuery page, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (difference, seen) = (new AccessDifference(before, after, now), Place.Parse(page.Cursor));
        var (gaining, losing, gained, lost) = (0, 0, 0L, 0L);
        var items = new List<(Place Place, AccessEffectView View)>();
        foreach (var keyId in keys)
        {
            var (gains, loses) = (0, 0);
            foreach (var (asset, gain) in difference.Of(keyId, cancellation))
            {
                if (gain) gains++;
                else loses++;
                var place = new Place(keyId, asset);
                if (items.Count <= page.Limit && place.CompareTo(seen) > 0) items.Add((place, View(after.FindPrincipal(keyId)!, difference.Decide(keyId, asset))));
            }
            gaining += gains > 0 ? 1 : 0;
            losing += loses > 0 ? 1 : 0;
            (gained, lost) = (gained + gains, lost + loses);
        }
        var cut = Page<(Place Place, AccessEffectView View)>.Cut(items, page.Limit, item => item.Place.ToString());
        return new(before.Version, Preconditions.ETag(before.Version), keys.Count, gaining, losing, gained, lost,
            [.. cut.Items.Select(item => item.View)], cut.NextCursor);
    }

    private static AccessEffectView View(KeyPrincipal key, Core.Access.AccessDecision decision) => new(
        key.Id, key.Name, key.Prefix, key.Chain.Organization.Name, key.Chain.Team?.Name, key.Chain.Project?.Name, key.Chain.User?.Name,
        AssetKinds.Name(decision.Asset!.Kind), decision.Asset.Name, decision.Allowed ? "gains" : "loses", decision.Explain(decision.Asset.Name));

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Where a page goes on: after a key's asset.</summary>
    private readonly record struct Place(string KeyId, int Asset) : IComparable<Place>
    {
        public static Place Parse(string? cursor)
        {
            if (cursor is null) return new("", -1);
            var parts = cursor.Split('.');
            return parts.Length == 2 && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var asset)
                ? new(parts[0], asset)
                : throw ProblemException.Invalid("cursor", "is none that a preview gave.");
        }

        public int CompareTo(Place other) => string.CompareOrdinal(KeyId, other.KeyId) is not 0 and var order ? order : Asset.CompareTo(other.Asset);

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{KeyId}.{Asset}");
    }
}
