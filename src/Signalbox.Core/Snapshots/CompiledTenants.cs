using Signalbox.Core.Access;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>The tenant tree and its keys, compiled.</summary>
/// <param name="Keys">Live keys.</param>
/// <param name="Chains">Per level of the tree, the scopes down to it.</param>
/// <param name="Limits">Per level of the tree, the limits down to it; null where there are none.</param>
/// <param name="Compiler">What compiled them, for keys that change later. One thread at a time.</param>
internal sealed record CompiledTenants(KeyTable Keys, Dictionary<string, (ScopeKind Kind, ScopeChain Chain)> Chains, Dictionary<string, LimitSet?> Limits, TenantCompiler Compiler);
