using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;

namespace Signalbox.Access.Keys;

/// <summary>A row of <c>virtual_keys</c>, with the names of what it belongs to.</summary>
internal sealed record StoredKey
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Prefix { get; init; }
    public required string Hash { get; init; }
    public string? PreviousHash { get; init; }
    public long? PreviousValidUntil { get; init; }
    public required string OrganizationId { get; init; }
    public string Organization { get; init; } = "";
    public required string TeamId { get; init; }
    public string Team { get; init; } = "";
    public string? ProjectId { get; init; }
    public string? Project { get; init; }
    public string? UserId { get; init; }
    public string? User { get; init; }
    public string? Environment { get; init; }
    public required string AccessMode { get; init; }
    /// <summary>JSON list of names; null when there is no legacy list.</summary>
    public string? LegacyModels { get; init; }
    /// <summary>JSON of <see cref="LimitsDraft"/>; null when there are none.</summary>
    public string? Limits { get; init; }
    /// <summary>JSON of <see cref="BudgetDraft"/>; null when there is none.</summary>
    public string? Budget { get; init; }
    public required string Metadata { get; init; }
    public required string Attributes { get; init; }
    public long? ExpiresAt { get; init; }
    public long? RevokedAt { get; init; }
    public long? RotatedAt { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    /// <summary>The writable fields, with the grants that stand in their own table.</summary>
    public KeyDraft ToDraft(IReadOnlyList<Grant> grants) => new()
    {
        Name = Name,
        TeamId = ProjectId is null ? TeamId : null,
        ProjectId = ProjectId,
        UserId = UserId,
        Environment = Environment,
        ExpiresAt = Time(ExpiresAt),
        Metadata = ReadMetadata(),
        Access = AccessDraft.From(AccessMode, grants),
        LegacyModels = LegacyList.Read(LegacyModels),
        Limits = StoredLimits.ReadLimits(Limits),
        Budget = StoredLimits.ReadBudget(Budget),
    };

    /// <summary>As the API shows it.</summary>
    /// <param name="grants">Its grants.</param>
    /// <param name="matches">Counts what they match.</param>
    /// <param name="now">Unix milliseconds, for the status.</param>
    public KeyView ToView(IReadOnlyList<Grant> grants, GrantMatches matches, long now) => new(
        Id, Name, Prefix, OrganizationId, Organization, TeamId, Team, ProjectId, Project, UserId, User, Environment,
        RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : "active",
        Time(ExpiresAt), Time(RevokedAt), Time(RotatedAt), PreviousHash is null || PreviousValidUntil <= now ? null : Time(PreviousValidUntil),
        ReadMetadata(), AccessDraft.From(AccessMode, grants), matches.Count(grants), LegacyList.Read(LegacyModels),
        Owner, Preconditions.ETag(Revision), Time(CreatedAt)!.Value, Time(UpdatedAt)!.Value)
    {
        Limits = StoredLimits.ReadLimits(Limits),
        Budget = StoredLimits.ReadBudget(Budget),
    };

    /// <summary>As the snapshot needs it.</summary>
    public KeyRow ToRow(IEnumerable<Grant> grants, IEnumerable<AccessPolicy> policies) => new()
    {
        Id = Id,
        Name = Name,
        Prefix = Prefix,
        Hash = Hash,
        PreviousHash = PreviousHash,
        PreviousValidUntil = PreviousValidUntil,
        TeamId = TeamId,
        ProjectId = ProjectId,
        UserId = UserId,
        Environment = Environment,
        ExpiresAt = ExpiresAt,
        RevokedAt = RevokedAt,
        Mode = AccessModes.Parse(AccessMode) ?? throw new InvalidDataException($"Key {Id} has the unknown access mode '{AccessMode}'."),
        // Arrays: most keys have neither, and share the empty one.
        Grants = grants.ToArray(),
        LegacyModels = LegacyList.Read(LegacyModels),
        Policies = policies.ToArray(),
        Limits = StoredLimits.ToScope(Limits, Budget),
    };

    private Dictionary<string, string> ReadMetadata() => JsonSerializer.Deserialize(Metadata, AccessJson.Default.DictionaryStringString)!;

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
