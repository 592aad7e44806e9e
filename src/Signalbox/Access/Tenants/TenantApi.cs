using Signalbox.Core.Access;
using Signalbox.Limits;

namespace Signalbox.Access.Tenants;

/// <summary>The writable fields of an organization.</summary>
internal sealed record OrganizationDraft
{
    /// <summary>Unique.</summary>
    public string? Name { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>Names of callable targets, wildcards or tags, each alone or as an object with conditions: the ceiling for everyone in the organization.</summary>
    public IReadOnlyList<GrantDraft> Grants { get; set; } = [];

    /// <summary>enforced, or legacy while legacy_models still count and an organization without grants is no ceiling.</summary>
    public string Enforcement { get; set; } = "enforced";

    /// <summary>How fast, how much and how many at once its calls may come; null for no limit at this level.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>How much its calls may cost in a period; null for no budget at this level.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>In the common form.</summary>
    public TenantDraft ToTenant() => new()
    {
        Kind = ScopeKind.Organization,
        Name = Name,
        Access = new AccessDraft { Grants = Grants },
        Enforcement = Enforcement,
        Attributes = new TenantAttributes { Description = Description },
        Limits = Limits,
        Budget = Budget,
    };

    /// <summary>From the common form.</summary>
    public static OrganizationDraft From(TenantDraft tenant) => new()
    {
        Name = tenant.Name,
        Description = tenant.Attributes.Description,
        Grants = tenant.Access.Grants,
        Enforcement = tenant.Enforcement,
        Limits = tenant.Limits,
        Budget = tenant.Budget,
    };
}

/// <summary>The writable fields of a team.</summary>
internal sealed record TeamDraft
{
    /// <summary>Its organization; fixed once made.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>Unique in the organization.</summary>
    public string? Name { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>What it does with what the organization allows.</summary>
    public AccessDraft Access { get; set; } = new();

    /// <summary>Names of a legacy allow-list; while the organization is not enforced, they narrow a level that inherits. Null when there is none.</summary>
    public IReadOnlyList<string>? LegacyModels { get; set; }

    /// <summary>How fast, how much and how many at once its calls may come; null for no limit at this level.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>How much its calls may cost in a period; null for no budget at this level.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>In the common form.</summary>
    public TenantDraft ToTenant() => new()
    {
        Kind = ScopeKind.Team,
        ParentId = OrganizationId,
        Name = Name,
        Access = Access,
        LegacyModels = LegacyModels,
        Attributes = new TenantAttributes { Description = Description },
        Limits = Limits,
        Budget = Budget,
    };

    /// <summary>From the common form.</summary>
    public static TeamDraft From(TenantDraft tenant) => new()
    {
        OrganizationId = tenant.ParentId,
        Name = tenant.Name,
        Description = tenant.Attributes.Description,
        Access = tenant.Access,
        LegacyModels = tenant.LegacyModels,
        Limits = tenant.Limits,
        Budget = tenant.Budget,
    };
}

/// <summary>The writable fields of a project.</summary>
internal sealed record ProjectDraft
{
    /// <summary>Its team; fixed once made.</summary>
    public string? TeamId { get; set; }

    /// <summary>Unique in the team.</summary>
    public string? Name { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>dev, staging or prod.</summary>
    public string? Environment { get; set; }

    /// <summary>What it does with what the team allows.</summary>
    public AccessDraft Access { get; set; } = new();

    /// <summary>How fast, how much and how many at once its calls may come; null for no limit at this level.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>How much its calls may cost in a period; null for no budget at this level.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>In the common form.</summary>
    public TenantDraft ToTenant() => new()
    {
        Kind = ScopeKind.Project,
        ParentId = TeamId,
        Name = Name,
        Access = Access,
        Attributes = new TenantAttributes { Description = Description, Environment = Environment },
        Limits = Limits,
        Budget = Budget,
    };

    /// <summary>From the common form.</summary>
    public static ProjectDraft From(TenantDraft tenant) => new()
    {
        TeamId = tenant.ParentId,
        Name = tenant.Name,
        Description = tenant.Attributes.Description,
        Environment = tenant.Attributes.Environment,
        Access = tenant.Access,
        Limits = tenant.Limits,
        Budget = tenant.Budget,
    };
}

/// <summary>The writable fields of a user.</summary>
internal sealed record UserDraft
{
    /// <summary>The organization; fixed once made.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>Unique in the organization.</summary>
    public string? Name { get; set; }

    /// <summary>Address for people and, later, sign-in.</summary>
    public string? Email { get; set; }

    /// <summary>Narrows every key bound to the user.</summary>
    public AccessDraft Access { get; set; } = new();

    /// <summary>Names of a legacy allow-list; while the organization is not enforced, they narrow a level that inherits. Null when there is none.</summary>
    public IReadOnlyList<string>? LegacyModels { get; set; }

    /// <summary>How fast, how much and how many at once its calls may come; null for no limit at this level.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>How much its calls may cost in a period; null for no budget at this level.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>In the common form.</summary>
    public TenantDraft ToTenant() => new()
    {
        Kind = ScopeKind.User,
        ParentId = OrganizationId,
        Name = Name,
        Access = Access,
        LegacyModels = LegacyModels,
        Attributes = new TenantAttributes { Email = Email },
        Limits = Limits,
        Budget = Budget,
    };

    /// <summary>From the common form.</summary>
    public static UserDraft From(TenantDraft tenant) => new()
    {
        OrganizationId = tenant.ParentId,
        Name = tenant.Name,
        Email = tenant.Attributes.Email,
        Access = tenant.Access,
        LegacyModels = tenant.LegacyModels,
        Limits = tenant.Limits,
        Budget = tenant.Budget,
    };
}

/// <summary>How many things an organization holds.</summary>
internal sealed record TenantCounts(long Teams, long Projects, long Users, long Keys);

/// <summary>An organization as the API shows it; with how many targets each wildcard and tag matches now.</summary>
internal sealed record OrganizationView(
    string Id, string Name, string? Description, IReadOnlyList<GrantDraft> Grants, IReadOnlyDictionary<string, int> GrantMatches, string Enforcement,
    TenantCounts Counts,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Its limits; null for none at this level.</summary>
    public LimitsDraft? Limits { get; init; }

    /// <summary>Its budget; null for none at this level.</summary>
    public BudgetDraft? Budget { get; init; }
}

/// <summary>A team as the API shows it; with how many targets each wildcard and tag matches now.</summary>
internal sealed record TeamView(
    string Id, string OrganizationId, string Organization, string Name, string? Description, AccessDraft Access,
    IReadOnlyDictionary<string, int> GrantMatches, IReadOnlyList<string>? LegacyModels,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Its limits; null for none at this level.</summary>
    public LimitsDraft? Limits { get; init; }

    /// <summary>Its budget; null for none at this level.</summary>
    public BudgetDraft? Budget { get; init; }
}

/// <summary>A project as the API shows it; with how many targets each wildcard and tag matches now.</summary>
internal sealed record ProjectView(
    string Id, string OrganizationId, string TeamId, string Team, string Name, string? Description, string? Environment, AccessDraft Access,
    IReadOnlyDictionary<string, int> GrantMatches,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Its limits; null for none at this level.</summary>
    public LimitsDraft? Limits { get; init; }

    /// <summary>Its budget; null for none at this level.</summary>
    public BudgetDraft? Budget { get; init; }
}

/// <summary>A user as the API shows it; with how many targets each wildcard and tag matches now.</summary>
internal sealed record UserView(
    string Id, string OrganizationId, string Organization, string Name, string? Email, AccessDraft Access,
    IReadOnlyDictionary<string, int> GrantMatches, IReadOnlyList<string>? LegacyModels,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Its limits; null for none at this level.</summary>
    public LimitsDraft? Limits { get; init; }

    /// <summary>Its budget; null for none at this level.</summary>
    public BudgetDraft? Budget { get; init; }
}
