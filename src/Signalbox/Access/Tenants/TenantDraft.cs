using Signalbox.Core.Access;
using Signalbox.Limits;

namespace Signalbox.Access.Tenants;

/// <summary>
/// The writable fields of an organization, team, project or user in one form, since one set of rules governs them.
/// The API's own records (<see cref="OrganizationDraft"/> and so on) convert to it.
/// </summary>
internal sealed record TenantDraft
{
    /// <summary>Which level.</summary>
    public required ScopeKind Kind { get; set; }

    /// <summary>Organization of a team or user, team of a project; null for an organization.</summary>
    public string? ParentId { get; set; }

    /// <summary>Unique below the parent.</summary>
    public string? Name { get; set; }

    /// <summary>Policy and grants; an organization's mode has no effect.</summary>
    public AccessDraft Access { get; set; } = new();

    /// <summary>enforced or legacy; organizations only.</summary>
    public string Enforcement { get; set; } = "enforced";

    /// <summary>Legacy allow-list of a team or user; null when there is none.</summary>
    public IReadOnlyList<string>? LegacyModels { get; set; }

    /// <summary>Its limits; null for none.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>Its budget; null for none.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>What only some levels have.</summary>
    public TenantAttributes Attributes { get; set; } = new();
}

/// <summary>What <c>scopes.attributes</c> holds.</summary>
internal sealed record TenantAttributes
{
    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>dev, staging or prod; projects only.</summary>
    public string? Environment { get; set; }

    /// <summary>Users only.</summary>
    public string? Email { get; set; }
}
