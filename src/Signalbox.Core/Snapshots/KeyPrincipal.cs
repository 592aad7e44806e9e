using Signalbox.Core.Access;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>Who presents a key: its place in the tenant tree, compiled.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">The key's name.</param>
/// <param name="Prefix">First eight characters of the secret.</param>
/// <param name="Chain">The scopes that judge it.</param>
/// <param name="Environment">dev, staging or prod; null when neither key nor project says.</param>
public sealed record KeyPrincipal(string Id, string Name, string Prefix, ScopeChain Chain, string? Environment)
{
    /// <summary>What limits it, from the organization down to the key; null when nothing does.</summary>
    public LimitSet? Limits { get; init; }

    /// <summary>Unix milliseconds from which the key no longer works; <see cref="long.MaxValue"/> for never.</summary>
    public long ValidUntil { get; init; } = long.MaxValue;
}
