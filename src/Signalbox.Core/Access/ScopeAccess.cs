using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>What a scope says of the assets of every kind, compiled. One object serves all scopes that say the same.</summary>
public sealed class ScopeAccess : IEquatable<ScopeAccess>
{
    private readonly ScopeRule[] _byKind;

    internal ScopeAccess(AssetCatalog catalog, ScopeRule[] byKind) => (Catalog, _byKind) = (catalog, byKind);

    /// <summary>The assets it speaks of.</summary>
    public AssetCatalog Catalog { get; }

    /// <summary>What it says of one kind.</summary>
    public ScopeRule Of(AssetKind kind) => _byKind[(int)kind];

    /// <inheritdoc/>
    public bool Equals(ScopeAccess? other) => other is not null && _byKind.AsSpan().SequenceEqual(other._byKind);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScopeAccess);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var rule in _byKind) hash.Add(rule);
        return hash.ToHashCode();
    }
}
