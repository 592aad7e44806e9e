using Signalbox.Core.Assets;

namespace Signalbox.Core.Access.Migration;

/// <summary>
/// What can be granted of one kind, as a migration sees it: everything that is registered, also what is switched off, so that switching it on
/// again finds the access it had.
/// </summary>
public sealed class MigrationCatalog
{
    /// <summary>Makes a catalog of one kind.</summary>
    /// <exception cref="InvalidDataException">Two assets have one name.</exception>
    public MigrationCatalog(AssetKind kind, IEnumerable<AssetRow> rows)
    {
        Kind = kind;
        Assets = new AssetCatalog(rows.Where(row => row.Kind == kind));
        Names = [.. Assets.All(kind).Select(asset => asset.Name)];
    }

    /// <summary>The kind.</summary>
    public AssetKind Kind { get; }

    /// <summary>The assets, numbered.</summary>
    public AssetCatalog Assets { get; }

    /// <summary>All names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether there is an asset of that name.</summary>
    public bool Has(string name) => Assets.Find(Kind, name) is not null;
}
