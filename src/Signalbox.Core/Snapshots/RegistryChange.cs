using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>What became of the registry between two versions: the rows that changed, as they stand now.</summary>
public sealed record RegistryChange
{
    /// <summary>The version it leads to.</summary>
    public required long Version { get; init; }

    /// <summary>All that can be called, if any of it changed; else null. It is little, and its parts depend on each other.</summary>
    public AssetRows? Assets { get; init; }

    /// <summary>Levels of the tenant tree by id; null for one that is gone.</summary>
    public IReadOnlyDictionary<string, ScopeRow?> Scopes { get; init; } = new Dictionary<string, ScopeRow?>();

    /// <summary>Keys by id; null for one that is revoked or gone.</summary>
    public IReadOnlyDictionary<string, KeyRow?> Keys { get; init; } = new Dictionary<string, KeyRow?>();
}

/// <summary>Everything that can be called, as rows.</summary>
/// <param name="Providers">Upstream accounts.</param>
/// <param name="Models">Public models with their deployments.</param>
/// <param name="RouteGroups">Route groups with their members.</param>
/// <param name="Others">What can be granted besides.</param>
public sealed record AssetRows(
    IReadOnlyList<Provider> Providers, IReadOnlyList<Model> Models, IReadOnlyList<RouteGroup> RouteGroups, IReadOnlyList<AssetRow> Others)
{
    /// <summary>Policies that order the members of route groups.</summary>
    public IReadOnlyList<RoutingPolicy> Policies { get; init; } = [];
}
