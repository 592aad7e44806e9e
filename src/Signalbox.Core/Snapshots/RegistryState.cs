using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// Everything the request path decides from, as rows: read from the database in one transaction, or from the copy
/// on disk. Secrets in it are encrypted or hashed.
/// </summary>
public sealed record RegistryState
{
    /// <summary>Grows by one with each committed admin write.</summary>
    public required long Version { get; init; }

    /// <summary>Upstream accounts.</summary>
    public IReadOnlyList<Provider> Providers { get; init; } = [];

    /// <summary>Public models with their deployments.</summary>
    public IReadOnlyList<Model> Models { get; init; } = [];

    /// <summary>Route groups with their members.</summary>
    public IReadOnlyList<RouteGroup> RouteGroups { get; init; } = [];

    /// <summary>Policies that order the members of route groups.</summary>
    public IReadOnlyList<RoutingPolicy> Policies { get; init; } = [];

    /// <summary>What can be granted besides models and route groups: MCP servers, tools, toolboxes and agents that are enabled.</summary>
    public IReadOnlyList<AssetRow> OtherAssets { get; init; } = [];

    /// <summary>Organizations, teams, projects and users.</summary>
    public IReadOnlyList<ScopeRow> Scopes { get; init; } = [];

    /// <summary>Virtual keys.</summary>
    public IReadOnlyList<KeyRow> Keys { get; init; } = [];
}

/// <summary>One level of the tenant tree.</summary>
/// <param name="Kind">Any but <see cref="ScopeKind.Key"/>.</param>
/// <param name="Id">Identity (ULID).</param>
/// <param name="ParentId">Organization of a team or user, team of a project; null for an organization.</param>
/// <param name="Name">Unique below its parent.</param>
/// <param name="Mode">Its access policy for callable targets.</param>
/// <param name="Grants">What it grants, of all kinds of asset.</param>
/// <param name="Environment">dev, staging or prod, for a project that has one.</param>
/// <param name="Enforcement">For an organization.</param>
/// <param name="LegacyModels">The legacy list of a team or user; null when there is none.</param>
/// <param name="Policies">Its access policies for other kinds of asset; null for none.</param>
/// <param name="Limits">Its limits and budget; null for none.</param>
public sealed record ScopeRow(
    ScopeKind Kind, string Id, string? ParentId, string Name, AccessMode Mode, IReadOnlyList<Grant> Grants,
    string? Environment = null, AccessEnforcement Enforcement = AccessEnforcement.Enforced, IReadOnlyList<string>? LegacyModels = null,
    IReadOnlyList<AccessPolicy>? Policies = null, ScopeLimits? Limits = null);

/// <summary>One virtual key.</summary>
public sealed record KeyRow
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>Name, unique in its team or project.</summary>
    public required string Name { get; init; }

    /// <summary>First eight characters of the secret, for display.</summary>
    public required string Prefix { get; init; }

    /// <summary>Text form of the <see cref="KeyHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Hash of the secret before the last rotation, while its grace period runs.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>Until when the previous secret works, Unix milliseconds.</summary>
    public long? PreviousValidUntil { get; init; }

    /// <summary>The team it belongs to; null when it belongs to a project.</summary>
    public string? TeamId { get; init; }

    /// <summary>The project it belongs to; null when it belongs to a team.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The user it is bound to.</summary>
    public string? UserId { get; init; }

    /// <summary>dev, staging or prod; null: the project's.</summary>
    public string? Environment { get; init; }

    /// <summary>From when it no longer works, Unix milliseconds.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was revoked, Unix milliseconds; a revoked key never works again.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>Its access policy for callable targets.</summary>
    public AccessMode Mode { get; init; }

    /// <summary>What it grants, of all kinds of asset.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>Its legacy list; null when there is none.</summary>
    public IReadOnlyList<string>? LegacyModels { get; init; }

    /// <summary>Its access policies for other kinds of asset.</summary>
    public IReadOnlyList<AccessPolicy> Policies { get; init; } = [];

    /// <summary>Its limits and budget; null for none.</summary>
    public ScopeLimits? Limits { get; init; }
}
