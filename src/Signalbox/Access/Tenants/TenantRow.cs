using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;

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
    /// <summary>enforced or legacy; means something for an organization only.</summary>
    public string Enforcement { get; init; } = "enforced";
    /// <summary>JSON list of names; null when there is no legacy list.</summary>
    public string? LegacyModels { get; init; }
    /// <summary>JSON of <see cref="LimitsDraft"/>; null when there are none.</summary>
    public string? Limits { get; init; }
    /// <summary>JSON of <see cref="BudgetDraft"/>; null when there is none.</summary>
    public string? Budget { get; init; }
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
    public TenantDraft ToDraft(IReadOnlyList<Grant> grants) => new()
    {
        Kind = AccessModes.ParseScope(Kind),
        ParentId = ParentId,
        Name = Name,
        Access = AccessDraft.From(AccessMode, grants),
        Enforcement = Enforcement,
        LegacyModels = LegacyList.Read(LegacyModels),
        Limits = StoredLimits.ReadLimits(Limits),
        Budget = StoredLimits.ReadBudget(Budget),
        Attributes = ReadAttributes(),
    };

    /// <summary>As the snapshot needs it.</summary>
    public ScopeRow ToScope(IEnumerable<Grant> grants, IEnumerable<AccessPolicy> policies) => new(
        AccessModes.ParseScope(Kind), Id, ParentId, Name,
        AccessModes.Parse(AccessMode) ?? throw new InvalidDataException($"The {Kind} '{Name}' has the unknown access mode '{AccessMode}'."),
        grants.ToArray(), ReadAttributes().Environment,
        AccessModes.ParseEnforcement(Enforcement) ?? throw new InvalidDataException($"The {Kind} '{Name}' has the unknown enforcement '{Enforcement}'."),
        LegacyList.Read(LegacyModels), policies.ToArray(), StoredLimits.ToScope(Limits, Budget));

    /// <summary>As the API shows an organization.</summary>
    public OrganizationView ToOrganization(IReadOnlyList<Grant> grants, GrantMatches matches, TenantCounts counts) => new(
        Id, Name, ReadAttributes().Description, AccessDraft.From(AccessMode, grants).Grants, matches.Count(grants), Enforcement, counts, Owner, Preconditions.ETag(Revision), Created, Updated) { Limits = StoredLimits.ReadLimits(Limits), Budget = StoredLimits.ReadBudget(Budget) };

    /// <summary>As the API shows a team.</summary>
    public TeamView ToTeam(IReadOnlyList<Grant> grants, GrantMatches matches) => new(
        Id, OrganizationId, ParentName!, Name, ReadAttributes().Description, AccessDraft.From(AccessMode, grants), matches.Count(grants),
        LegacyList.Read(LegacyModels), Owner, Preconditions.ETag(Revision), Created, Updated) { Limits = StoredLimits.ReadLimits(Limits), Budget = StoredLimits.ReadBudget(Budget) };

    /// <summary>As the API shows a project.</summary>
    public ProjectView ToProject(IReadOnlyList<Grant> grants, GrantMatches matches) => new(
        Id, OrganizationId, ParentId!, ParentName!, Name, ReadAttributes().Description, ReadAttributes().Environment, AccessDraft.From(AccessMode, grants),
        matches.Count(grants), Owner, Preconditions.ETag(Revision), Created, Updated) { Limits = StoredLimits.ReadLimits(Limits), Budget = StoredLimits.ReadBudget(Budget) };

    /// <summary>As the API shows a user.</summary>
    public UserView ToUser(IReadOnlyList<Grant> grants, GrantMatches matches) => new(
        Id, OrganizationId, ParentName!, Name, ReadAttributes().Email, AccessDraft.From(AccessMode, grants), matches.Count(grants),
        LegacyList.Read(LegacyModels), Owner, Preconditions.ETag(Revision), Created, Updated) { Limits = StoredLimits.ReadLimits(Limits), Budget = StoredLimits.ReadBudget(Budget) };

    private DateTimeOffset Created => DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt);

    private DateTimeOffset Updated => DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt);
}
