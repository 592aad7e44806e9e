namespace Signalbox.Core.Access.Migration;

/// <summary>What a backfill writes at one level below the organization, so that its legacy list is needed no more.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">The row's name.</param>
/// <param name="Grants">The grants of the restriction that takes the list's place; null where the level restricts already and stays as it is.</param>
/// <param name="Dropped">Grants that are there but have no effect, since the level inherits; they would widen the restriction.</param>
/// <param name="ClearsList">Whether the list goes; not while it names what is not registered.</param>
/// <param name="WithoutEffect">Names on the list that the level's restriction does not grant: the list has no effect beside a restriction.</param>
public sealed record ChildBackfill(
    ScopeKind Kind, string Id, string Name, IReadOnlyList<Grant>? Grants, IReadOnlyList<Grant> Dropped, bool ClearsList, IReadOnlyList<string> WithoutEffect);
