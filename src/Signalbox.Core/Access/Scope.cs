namespace Signalbox.Core.Access;

/// <summary>One level of a scope chain, compiled.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">The row's name, for explanations.</param>
/// <param name="Access">What it says of each kind of asset.</param>
public sealed record Scope(ScopeKind Kind, string Id, string Name, ScopeAccess Access);
