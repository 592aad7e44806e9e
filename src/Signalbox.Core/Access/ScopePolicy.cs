namespace Signalbox.Core.Access;

/// <summary>What the row of a scope says of access, before it is compiled.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Enforcement">That of the organization it belongs to.</param>
/// <param name="Mode">For callable targets; an organization's has no effect.</param>
/// <param name="Others">Modes for other kinds of asset; a kind that is not there inherits.</param>
/// <param name="Grants">What it grants.</param>
/// <param name="LegacyModels">Names of its legacy list; null or empty for none. An organization has none.</param>
public readonly record struct ScopePolicy(
    ScopeKind Kind, AccessEnforcement Enforcement, AccessMode Mode, IReadOnlyList<AccessPolicy> Others, IReadOnlyList<Grant> Grants,
    IReadOnlyList<string>? LegacyModels);
