using Signalbox.Core.Access;

namespace Signalbox.Access.Tenants;

/// <summary>Which levels of the tenant tree to list; null parts do not count.</summary>
/// <param name="Kind">The one kind that is listed.</param>
/// <param name="OrganizationId">Of this organization.</param>
/// <param name="ParentId">Below this level.</param>
/// <param name="Find">A part of name, id or e-mail address, in whatever case.</param>
internal sealed record TenantFilter(ScopeKind Kind, string? OrganizationId, string? ParentId, string? Find)
{
    /// <summary>The conditions on <c>scopes</c>. Only what is asked for goes into the statement, so that the planner can tell which index serves it.</summary>
    public IEnumerable<string> Conditions()
    {
        yield return "kind = @kind";
        if (OrganizationId is not null) yield return "organization_id = @OrganizationId";
        if (ParentId is not null) yield return "parent_id = @ParentId";
        if (Find is not null) yield return "find_text LIKE @find ESCAPE '!'";
    }
}
