using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>A grant with the assets it allows in one catalog. One object serves all scopes that have the same grant.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Assets">What it names today; empty when nothing, or nothing any more.</param>
public sealed record CompiledGrant(Grant Grant, AssetSet Assets)
{
    /// <summary>Compiles a grant.</summary>
    public static CompiledGrant From(Grant grant, AssetCatalog catalog) => new(grant, grant.Form switch
    {
        GrantForm.Tag => catalog.Tagged(grant.Kind, grant.Asset[Grant.TagPrefix.Length..]),
        GrantForm.Wildcard => AssetSet.Of(
            catalog.All(grant.Kind).Where(asset => Wildcard.Matches(grant.Asset, asset.Name)).Select(asset => asset.Index), catalog.All(grant.Kind).Count),
        _ => catalog.Find(grant.Kind, grant.Asset) is { } asset ? AssetSet.Of([asset.Index], catalog.All(grant.Kind).Count) : AssetSet.Empty,
    });
}
