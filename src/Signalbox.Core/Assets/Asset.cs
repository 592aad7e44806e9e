namespace Signalbox.Core.Assets;

/// <summary>One asset of a snapshot, compiled. Decisions go by its index; its name is for people.</summary>
public sealed class Asset
{
    internal Asset(AssetCatalog catalog, AssetKind kind, int index, string name, IReadOnlyList<string> tags) =>
        (Catalog, Kind, Index, Name, Tags) = (catalog, kind, index, name, tags);

    /// <summary>The catalog that numbered it. Its index means nothing in another.</summary>
    public AssetCatalog Catalog { get; }

    /// <summary>What kind of thing it is.</summary>
    public AssetKind Kind { get; }

    /// <summary>Its place among the assets of its kind, by name.</summary>
    public int Index { get; }

    /// <summary>The canonical name.</summary>
    public string Name { get; }

    /// <summary>The access groups it belongs to.</summary>
    public IReadOnlyList<string> Tags { get; }
}
