namespace Signalbox.Core.Assets;

/// <summary>An asset before it is numbered.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">Unique among its kind.</param>
/// <param name="Tags">The access groups it belongs to.</param>
public readonly record struct AssetRow(AssetKind Kind, string Name, IReadOnlyList<string> Tags);
