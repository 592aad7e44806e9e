namespace Signalbox.Core.Access.Migration;

/// <summary>How one level below the organization stands.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">The row's name.</param>
/// <param name="Mode">Its access mode for the kind of asset.</param>
/// <param name="Grants">Its grants of the kind.</param>
/// <param name="LegacyModels">Its legacy list; empty when there is none.</param>
/// <param name="Valid">The names of the list that are registered, in order.</param>
/// <param name="Missing">The names of the list that are not, in order.</param>
/// <param name="State">What that comes to.</param>
/// <param name="Backfill">What a backfill would write; null for nothing.</param>
public sealed record ChildFinding(
    ScopeKind Kind, string Id, string Name, AccessMode Mode, IReadOnlyList<Grant> Grants, IReadOnlyList<string> LegacyModels,
    IReadOnlyList<string> Valid, IReadOnlyList<string> Missing, RolloutState State, ChildBackfill? Backfill);
