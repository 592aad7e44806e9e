using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>What a backfill would write at one level.</summary>
/// <param name="Level">team, user or key.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Grants">The grants of the new restriction; null where the level restricts already and keeps its grants.</param>
/// <param name="DroppedGrants">Grants without effect that would widen the restriction.</param>
/// <param name="ClearsLegacyModels">Whether the list goes.</param>
/// <param name="NamesWithoutEffect">Names on the list that the restriction beside it does not grant, and that are not granted now either.</param>
/// <param name="Source">What the audit event is called.</param>
internal sealed record ChildWriteView(
    string Level, string Id, string Name, IReadOnlyList<string>? Grants, IReadOnlyList<string> DroppedGrants, bool ClearsLegacyModels,
    IReadOnlyList<string> NamesWithoutEffect, string Source)
{
    /// <summary>As the API shows it.</summary>
    public static ChildWriteView From(Core.Assets.AssetKind kind, ChildBackfill child) => new(
        AccessModes.Name(child.Kind), child.Id, child.Name, child.Grants is { } grants ? [.. grants.Select(grant => grant.Asset)] : null,
        [.. child.Dropped.Select(grant => grant.Asset)], child.ClearsList, child.WithoutEffect, BackfillSources.Of(child.Kind, kind));
}
