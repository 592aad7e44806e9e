using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Tenants;

/// <summary>A row of <c>scopes</c>.</summary>
internal sealed record TenantRow
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public string? ParentId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required string AccessMode { get; init; }
    /// <summary>JSON of <see cref="TenantAttributes"/>.</summary>
    public required string Attributes { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    public string? ParentName { get; init; }

    /// <summary>The attributes, read.</summary>
    public TenantAttributes ReadAttributes() => JsonSerializer.Deserialize(Attributes, AccessJson.Default.TenantAttributes)!;

    /// <summary>The writable fields, with the grants that stand in their own table.</summary>
    public TenantDraft ToDraft(IEnumerable<string> grants) => new()
    {
        Kind = AccessModes.ParseScope(Kind),
        ParentId = ParentId,
        Name = Name,
        Access = new AccessDraft { Mode = AccessMode, Grants = [.. grants] },
        Attributes = ReadAttributes(),
    };

    /// <summary>As the snapshot needs it.</summary>
    public ScopeRow ToScope(IEnumerable<string> grants) => new(
        AccessModes.ParseScope(Kind), Id, ParentId, Name,
        AccessModes.Parse(AccessMode) ?? throw new InvalidDataException($"The {Kind} '{Name}' has the unknown access mode '{AccessMode}'."),
        [.. grants], ReadAttributes().Environment);

    /// <summary>As the API shows an organization.</summary>
    public OrganizationView ToOrganization(IEnumerable<string> grants, TenantCounts counts) => new(
        Id, Name, ReadAttributes().Description, [.. grants], counts, Owner, Preconditions.ETag(Revision), Created, Updated);

    /// <summary>As the API shows a team.</summary>
    public TeamView ToTeam(IEnumerable<string> grants) => new(
        Id, OrganizationId, ParentName!, Name, ReadAttributes().Description, Policy(grants), Owner, Preconditions.ETag(Revision), Created, Updated);

    /// <summary>As the API shows a project.</summary>
    public ProjectView ToProject(IEnumerable<string> grants) => new(
        Id, OrganizationId, ParentId!, ParentName!, Name, ReadAttributes().Description, ReadAttributes().Environment, Policy(grants),
        Owner, Preconditions.ETag(Revision), Created, Updated);

    /// <summary>As the API shows a user.</summary>
    public UserView ToUser(IEnumerable<string> grants) => new(
        Id, OrganizationId, ParentName!, Name, ReadAttributes().Email, Policy(grants), Owner, Preconditions.ETag(Revision), Created, Updated);

    private DateTimeOffset Created => DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt);

    private DateTimeOffset Updated => DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt);

    private AccessDraft Policy(IEnumerable<string> grants) => new() { Mode = AccessMode, Grants = [.. grants] };
}
