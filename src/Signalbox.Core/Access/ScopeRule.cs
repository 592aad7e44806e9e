using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>What one scope says of the assets of one kind, compiled. Equal by what it was made from, so that equal rules can be shared.</summary>
public sealed class ScopeRule : IEquatable<ScopeRule>
{
    private readonly int _hash;

    /// <summary>Compiles a rule.</summary>
    /// <param name="effect">What it does.</param>
    /// <param name="whenInheriting">What it would do if its mode were to inherit.</param>
    /// <param name="grants">All grants of the scope, the most specific form first. They count only while the effect is to narrow to them.</param>
    /// <param name="listed">The legacy list's assets; null when there is none that counts when it inherits.</param>
    internal ScopeRule(ScopeEffect effect, ScopeEffect whenInheriting, CompiledGrant[] grants, AssetSet? listed)
    {
        (Effect, WhenInheriting, Grants, Listed) = (effect, whenInheriting, grants, listed);
        var hash = default(HashCode);
        hash.Add(effect);
        hash.Add(whenInheriting);
        hash.Add(listed);
        foreach (var grant in grants) hash.Add(grant.Grant);
        _hash = hash.ToHashCode();
    }

    /// <summary>What it does.</summary>
    public ScopeEffect Effect { get; }

    /// <summary>What it would do if its mode were to inherit: whether that is a remedy for whom it keeps out.</summary>
    public ScopeEffect WhenInheriting { get; }

    /// <summary>All grants of the scope, the most specific form first.</summary>
    public IReadOnlyList<CompiledGrant> Grants { get; }

    /// <summary>What the legacy list names; null when there is none that counts when the scope inherits.</summary>
    public AssetSet? Listed { get; }

    /// <summary>What is granted at all times and everywhere.</summary>
    public AssetSet Unconditional { get; private set; } = AssetSet.Empty;

    /// <summary>The grants that hold for a time or in some environments only.</summary>
    internal CompiledGrant[] Conditional { get; private set; } = [];

    /// <summary>Whether the scope would let an asset pass if its mode were to inherit.</summary>
    public bool PassesWhenInheriting(Asset asset) =>
        WhenInheriting == ScopeEffect.PassesOn || (WhenInheriting == ScopeEffect.NarrowsToLegacyList && Listed!.Contains(asset.Index));

    /// <summary>The most specific unconditional grant of an asset, or null.</summary>
    public CompiledGrant? FindUnconditional(Asset asset) =>
        Grants.FirstOrDefault(grant => grant.Grant.IsUnconditional && grant.Assets.Contains(asset.Index));

    /// <inheritdoc/>
    public bool Equals(ScopeRule? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _hash != other._hash || Effect != other.Effect || WhenInheriting != other.WhenInheriting || !Equals(Listed, other.Listed)
            || Grants.Count != other.Grants.Count) return false;
        for (var i = 0; i < Grants.Count; i++)
            if (!ReferenceEquals(Grants[i], other.Grants[i]) && Grants[i].Grant != other.Grants[i].Grant)
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScopeRule);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>Works out what a decision reads; done once for all scopes that share the rule.</summary>
    internal ScopeRule Prepare(Func<IEnumerable<int>, AssetSet> share)
    {
        Unconditional = share(Grants.Where(grant => grant.Grant.IsUnconditional).SelectMany(grant => grant.Assets.Members));
        Conditional = [.. Grants.Where(grant => !grant.Grant.IsUnconditional && grant.Assets.Count > 0)];
        return this;
    }
}
