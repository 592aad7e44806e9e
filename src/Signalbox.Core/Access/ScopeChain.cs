namespace Signalbox.Core.Access;

/// <summary>The scopes that judge one key, outermost first. A level the key is not bound to is null.</summary>
public sealed record ScopeChain(Scope Organization, Scope? Team, Scope? Project, Scope? User, Scope Key);
