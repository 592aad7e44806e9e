using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>
/// Compiles what scopes say of access against one catalog. Thousands of keys say the same few things, so equal grants, sets, rules and whole
/// scopes are one object each.
/// </summary>
public sealed class ScopeCompiler(AssetCatalog catalog)
{
    // What most keys say, without a look into the tables below.
    private readonly ScopeRule _open = new(ScopeEffect.PassesOn, ScopeEffect.PassesOn, [], null);
    private readonly Dictionary<Grant, CompiledGrant> _grants = [];
    private readonly Dictionary<AssetSet, AssetSet> _sets = new() { [AssetSet.Empty] = AssetSet.Empty };
    private readonly Dictionary<ScopeRule, ScopeRule> _rules = [];
    private readonly Dictionary<ScopeAccess, ScopeAccess> _accesses = [];

    /// <summary>The assets it compiles against.</summary>
    public AssetCatalog Catalog => catalog;

    /// <summary>Compiles one scope.</summary>
    public ScopeAccess Compile(ScopePolicy policy)
    {
        var rules = new ScopeRule[AssetKinds.Count];
        for (var kind = 0; kind < rules.Length; kind++) rules[kind] = Rule(policy, (AssetKind)kind);
        var access = new ScopeAccess(catalog, rules);
        if (_accesses.TryGetValue(access, out var known)) return known;
        _accesses.Add(access, access);
        return access;
    }

    private ScopeRule Rule(ScopePolicy policy, AssetKind kind)
    {
        var grants = Grants(policy.Grants, kind);
        var (effect, inheriting) = (Effect(policy, kind, Mode(policy, kind), grants.Length > 0), Effect(policy, kind, AccessMode.Inherit, grants.Length > 0));
        if (effect == ScopeEffect.PassesOn && grants.Length == 0) return _open;
        var rule = new ScopeRule(effect, inheriting, grants, inheriting == ScopeEffect.NarrowsToLegacyList ? Listed(policy.LegacyModels!, kind) : null);
        if (_rules.TryGetValue(rule, out var known)) return known;
        rule.Prepare(indices => Share(AssetSet.Of(indices, catalog.All(kind).Count)));
        _rules.Add(rule, rule);
        return rule;
    }

    private static ScopeEffect Effect(ScopePolicy policy, AssetKind kind, AccessMode mode, bool hasGrants)
    {
        var legacy = policy.Enforcement == AccessEnforcement.Legacy;
        // Only callable targets were ever open to an organization without grants; of servers it had what is granted in it (ReliedGrants).
        if (policy.Kind == ScopeKind.Organization)
            return legacy && kind == AssetKind.CallableTarget && !hasGrants ? ScopeEffect.PassesOn : ScopeEffect.NarrowsToGrants;
        if (mode == AccessMode.Restrict) return ScopeEffect.NarrowsToGrants;
        if (legacy && kind == AssetKind.McpServer && hasGrants) return ScopeEffect.NarrowsToGrants;
        return legacy && kind == AssetKind.CallableTarget && policy.LegacyModels is { Count: > 0 } ? ScopeEffect.NarrowsToLegacyList : ScopeEffect.PassesOn;
    }

    private static AccessMode Mode(ScopePolicy policy, AssetKind kind)
    {
        if (kind == AssetKind.CallableTarget) return policy.Mode;
        foreach (var other in policy.Others)
            if (other.Kind == kind)
                return other.Mode;
        return AccessMode.Inherit;
    }

    private CompiledGrant[] Grants(IReadOnlyList<Grant> grants, AssetKind kind)
    {
        var (count, last) = (0, (Grant?)null);
        for (var i = 0; i < grants.Count; i++)
        {
            if (grants[i].Kind != kind) continue;
            (count, last) = (count + 1, grants[i]);
        }
        // What most scopes have, without sorting.
        if (count <= 1) return last is null ? [] : [Compile(last)];
        return
        [
            .. grants.Where(grant => grant.Kind == kind).Distinct()
                .OrderBy(grant => grant.Form).ThenBy(grant => grant.Asset, StringComparer.Ordinal)
                .ThenBy(grant => grant.ExpiresAt ?? long.MaxValue).ThenBy(grant => grant.Environments)
                .Select(Compile),
        ];
    }

    private CompiledGrant Compile(Grant grant)
    {
        if (_grants.TryGetValue(grant, out var known)) return known;
        var compiled = CompiledGrant.From(grant, catalog);
        compiled = compiled with { Assets = Share(compiled.Assets) };
        _grants.Add(grant, compiled);
        return compiled;
    }

    private AssetSet Listed(IReadOnlyList<string> names, AssetKind kind) => Share(AssetSet.Of(
        names.Select(name => catalog.Find(kind, name)?.Index).OfType<int>(), catalog.All(kind).Count));

    private AssetSet Share(AssetSet set)
    {
        if (_sets.TryGetValue(set, out var known)) return known;
        _sets.Add(set, set);
        return set;
    }
}
