using System.Text.Json.Serialization;
using Signalbox.Limits;

namespace Signalbox.Access.Keys;

/// <summary>A key as the API shows it; with how many targets each wildcard and tag matches now. The secret stands only in the answer that made it.</summary>
internal sealed record KeyView(
    string Id, string Name, string Prefix, string OrganizationId, string Organization, string TeamId, string Team,
    string? ProjectId, string? Project, string? UserId, string? User, string? Environment, string Status,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? RotatedAt, DateTimeOffset? PreviousValidUntil,
    IReadOnlyDictionary<string, string> Metadata, AccessDraft Access, IReadOnlyDictionary<string, int> GrantMatches, IReadOnlyList<string>? LegacyModels,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Its limits; null for none of its own.</summary>
    public LimitsDraft? Limits { get; init; }

    /// <summary>Its budget; null for none of its own.</summary>
    public BudgetDraft? Budget { get; init; }

    /// <summary>When the last recorded call began; null when there is none. Calls of the last seconds may still be on their way to the database.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The secret, shown once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
}

/// <summary>What a key may call, each with the reason.</summary>
internal sealed record KeyTargetsView(IReadOnlyList<KeyTargetView> Targets);

/// <summary>The decision for one target.</summary>
/// <param name="Name">The target.</param>
/// <param name="Kind">model or route_group.</param>
/// <param name="Allowed">Whether the key may call it.</param>
/// <param name="Reason">Stable word for the reason.</param>
/// <param name="Rule">One sentence naming the rule and what would have to change.</param>
internal sealed record KeyTargetView(string Name, string Kind, bool Allowed, string Reason, string Rule);
