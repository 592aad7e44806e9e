using System.Collections.Frozen;

namespace Signalbox.Core.Assets;

/// <summary>All assets of a snapshot, numbered within their kind in ordinal order of name.</summary>
public sealed class AssetCatalog
{
    private readonly Shelf[] _shelves;

    /// <summary>Numbers the assets.</summary>
    /// <exception cref="InvalidDataException">Two assets of a kind have one name.</exception>
    public AssetCatalog(IEnumerable<AssetRow> rows)
    {
        var byKind = rows.ToLookup(row => row.Kind);
        _shelves = [.. Enumerable.Range(0, AssetKinds.Count).Select(kind => Fill(byKind[(AssetKind)kind]))];
    }

    /// <summary>The assets of a kind; each stands at its index.</summary>
    public IReadOnlyList<Asset> All(AssetKind kind) => _shelves[(int)kind].Assets;

    /// <summary>The asset of that name, or null.</summary>
    public Asset? Find(AssetKind kind, string name) => _shelves[(int)kind].ByName.GetValueOrDefault(name);

    /// <summary>The assets that carry a tag.</summary>
    public AssetSet Tagged(AssetKind kind, string tag) => _shelves[(int)kind].ByTag.GetValueOrDefault(tag, AssetSet.Empty);

    /// <summary>Whether it was made of just these assets with just these tags, so that its numbers stand for them.</summary>
    public bool Holds(IEnumerable<AssetRow> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if (Find(row.Kind, row.Name) is not { } asset || !asset.Tags.SequenceEqual(row.Tags, StringComparer.Ordinal)) return false;
            count++;
        }
        return count == _shelves.Sum(shelf => shelf.Assets.Length);
    }

    private Shelf Fill(IEnumerable<AssetRow> rows)
    {
        Asset[] assets =
        [
            .. rows.OrderBy(row => row.Name, StringComparer.Ordinal).Select((row, index) => new Asset(this, row.Kind, index, row.Name, row.Tags)),
        ];
        for (var i = 1; i < assets.Length; i++)
            if (assets[i].Name == assets[i - 1].Name)
                throw new InvalidDataException($"There are two assets '{assets[i].Name}' of the kind {AssetKinds.Name(assets[i].Kind)}.");
        var tagged = assets.SelectMany(asset => asset.Tags.Distinct(StringComparer.Ordinal), (asset, tag) => (asset.Index, tag))
            .GroupBy(pair => pair.tag, pair => pair.Index, StringComparer.Ordinal);
        return new Shelf(
            assets,
            assets.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal),
            tagged.ToFrozenDictionary(group => group.Key, group => AssetSet.Of(group, assets.Length), StringComparer.Ordinal));
    }

    private sealed record Shelf(Asset[] Assets, FrozenDictionary<string, Asset> ByName, FrozenDictionary<string, AssetSet> ByTag);
}
