using System.Collections.Frozen;

namespace Signalbox.Core.Access;

/// <summary>One level of a scope chain, compiled: its mode and the names of the assets it grants.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">The row's name, for explanations.</param>
/// <param name="Mode">Of no effect at the organization, whose grants always are the ceiling.</param>
/// <param name="Grants">Names of granted callable targets.</param>
public sealed record Scope(ScopeKind Kind, string Id, string Name, AccessMode Mode, FrozenSet<string> Grants);
