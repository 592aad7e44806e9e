using Signalbox.Core.Access;

namespace Signalbox.Core.Snapshots;

/// <summary>The tenant tree and its keys, compiled.</summary>
/// <param name="Keys">Credentials by hash.</param>
/// <param name="Principals">Live keys by id.</param>
/// <param name="Chains">Per level of the tree, the scopes down to it.</param>
internal sealed record CompiledTenants(
    Dictionary<KeyHash, KeyCredential> Keys, Dictionary<string, KeyPrincipal> Principals, Dictionary<string, (ScopeKind Kind, ScopeChain Chain)> Chains);
