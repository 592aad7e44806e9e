using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Snapshots;

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
    public KeyDraft ToDraft(IEnumerable<string> grants) => new()
    {
        Name = Name,
        TeamId = ProjectId is null ? TeamId : null,
        ProjectId = ProjectId,
        UserId = UserId,
        Environment = Environment,
        ExpiresAt = Time(ExpiresAt),
        Metadata = ReadMetadata(),
        Access = new AccessDraft { Mode = AccessMode, Grants = [.. grants] },
    };

    /// <summary>As the API shows it.</summary>
    /// <param name="grants">Its grants.</param>
    /// <param name="now">Unix milliseconds, for the status.</param>
    public KeyView ToView(IEnumerable<string> grants, long now) => new(
        Id, Name, Prefix, OrganizationId, Organization, TeamId, Team, ProjectId, Project, UserId, User, Environment,
        RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : "active",
        Time(ExpiresAt), Time(RevokedAt), Time(RotatedAt), PreviousHash is null || PreviousValidUntil <= now ? null : Time(PreviousValidUntil),
        ReadMetadata(), new AccessDraft { Mode = AccessMode, Grants = [.. grants] },
        Owner, Preconditions.ETag(Revision), Time(CreatedAt)!.Value, Time(UpdatedAt)!.Value);

    /// <summary>As the snapshot needs it.</summary>
    public KeyRow ToRow(IEnumerable<string> grants) => new()
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
        Grants = [.. grants],
    };

    private Dictionary<string, string> ReadMetadata() => JsonSerializer.Deserialize(Metadata, AccessJson.Default.DictionaryStringString)!;

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
