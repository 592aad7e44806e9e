using System.Collections.Frozen;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>The immutable state that requests read. A change makes a new one; the old one lives as long as a call holds it.</summary>
public sealed class Snapshot
{
    private readonly FrozenDictionary<string, CallableTarget> _targets;
    private readonly FrozenDictionary<string, CallableTarget>.AlternateLookup<ReadOnlySpan<char>> _targetsBySpan;

    internal Snapshot(
        long version, IReadOnlyList<Provider> providers, AssetCatalog assets, FrozenDictionary<string, CallableTarget> targets, CompiledTenants tenants)
    {
        Version = version;
        Providers = providers;
        Assets = assets;
        _targets = targets;
        _targetsBySpan = targets.GetAlternateLookup<ReadOnlySpan<char>>();
        TargetsByName = [.. targets.Values.OrderBy(t => t.Name, StringComparer.Ordinal)];
        Tenants = tenants;
    }

    /// <summary>The same with other tenants; all else is shared with it.</summary>
    internal Snapshot(Snapshot other, long version, CompiledTenants tenants)
    {
        Version = version;
        Providers = other.Providers;
        Assets = other.Assets;
        _targets = other._targets;
        _targetsBySpan = other._targetsBySpan;
        TargetsByName = other.TargetsByName;
        Tenants = tenants;
    }

    /// <summary>A snapshot without anything in it: every key is unknown.</summary>
    public static Snapshot Empty { get; } = SnapshotCompiler.Compile(new RegistryState { Version = 0 });

    /// <summary>The version of the registry it was compiled from.</summary>
    public long Version { get; }

    /// <summary>All providers; <see cref="RouteDeployment.ProviderIndex"/> points into it.</summary>
    public IReadOnlyList<Provider> Providers { get; }

    /// <summary>Everything that can be granted.</summary>
    public AssetCatalog Assets { get; }

    /// <summary>All enabled callable targets, by name.</summary>
    public IReadOnlyList<CallableTarget> TargetsByName { get; }

    /// <summary>The tenant tree and its keys.</summary>
    internal CompiledTenants Tenants { get; }

    /// <summary>How many keys can be presented.</summary>
    public int KeyCount => Tenants.Keys.Count;

    /// <summary>The target of that name, or null. Allocates nothing.</summary>
    public CallableTarget? FindTarget(ReadOnlySpan<char> name) =>
        _targetsBySpan.TryGetValue(name, out var target) ? target : null;

    /// <summary>Whom the secret of that hash belongs to, if it works at that time.</summary>
    /// <param name="hash">Keyed hash of the presented secret.</param>
    /// <param name="now">Unix milliseconds.</param>
    public KeyPrincipal? Authenticate(KeyHash hash, long now) =>
        Tenants.Keys.TryGetCredential(hash, out var credential) && now < credential.ValidUntil ? credential.Principal : null;

    /// <summary>The key of that id, unless it was revoked.</summary>
    public KeyPrincipal? FindPrincipal(string keyId) => Tenants.Keys.FindPrincipal(keyId);

    /// <summary>The key of that id, if it works at that time: neither revoked nor over.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="now">Unix milliseconds.</param>
    public KeyPrincipal? FindLive(string keyId, long now) => FindPrincipal(keyId) is { } key && now < key.ValidUntil ? key : null;

    /// <summary>The scopes down to a level, which judge whoever stands there; null when there is no such level, or the key was revoked.</summary>
    /// <param name="kind">The level.</param>
    /// <param name="id">The row's id.</param>
    public ScopeChain? FindChain(ScopeKind kind, string id) =>
        kind == ScopeKind.Key ? FindPrincipal(id)?.Chain
        : Tenants.Chains.TryGetValue(id, out var found) && found.Kind == kind ? found.Chain
        : null;

    /// <summary>The limits down to a level; null when there are none, or no such level.</summary>
    /// <param name="kind">The level.</param>
    /// <param name="id">The row's id.</param>
    public LimitSet? FindLimits(ScopeKind kind, string id) =>
        kind == ScopeKind.Key ? FindPrincipal(id)?.Limits
        : FindChain(kind, id) is null ? null : Tenants.Limits.ByScope.GetValueOrDefault(id);

    /// <summary>Every set of limits that judges calls: those of the levels of the tree, and those of keys that have limits of their own.</summary>
    public IEnumerable<LimitSet> AllLimits =>
        Tenants.Limits.ByScope.Values.Concat(Tenants.Keys.Principals.Select(key => key.Limits)).OfType<LimitSet>().Distinct(ReferenceEqualityComparer.Instance).Cast<LimitSet>();

    /// <summary>Whether there is a level or a live key of that id.</summary>
    public bool HasScope(string id) => Tenants.Chains.ContainsKey(id) || FindPrincipal(id) is not null;

    /// <summary>The targets the principal may call, in order of name: the decision of the request path, asked for each.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="now">Unix milliseconds.</param>
    public IEnumerable<CallableTarget> AllowedTargets(KeyPrincipal principal, long now) =>
        TargetsByName.Where(target => AccessEngine.Decide(principal.Chain, target.Asset, now).Allowed);
}
