using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>What a backfill wrote, or would write, counted.</summary>
/// <param name="OrganizationBindingsUpserted">Grants of organizations.</param>
/// <param name="TeamBindingsUpserted">Grants of teams.</param>
/// <param name="ApiKeyBindingsUpserted">Grants of keys.</param>
/// <param name="UserBindingsUpserted">Grants of users.</param>
/// <param name="TeamPoliciesUpserted">Teams that were set to restrict.</param>
/// <param name="ApiKeyPoliciesUpserted">Keys that were set to restrict.</param>
/// <param name="UserPoliciesUpserted">Users that were set to restrict.</param>
/// <param name="TeamLegacyModelsCleared">Teams whose legacy list went.</param>
/// <param name="ApiKeyLegacyModelsCleared">Keys whose legacy list went.</param>
/// <param name="UserLegacyModelsCleared">Users whose legacy list went.</param>
/// <param name="RouteGroupBindingsMirrored">Always 0: a route group is granted by its key like a model, so there is nothing to mirror.</param>
internal sealed record AppliedView(
    int OrganizationBindingsUpserted, int TeamBindingsUpserted, int ApiKeyBindingsUpserted, int UserBindingsUpserted,
    int TeamPoliciesUpserted, int ApiKeyPoliciesUpserted, int UserPoliciesUpserted,
    int TeamLegacyModelsCleared, int ApiKeyLegacyModelsCleared, int UserLegacyModelsCleared, int RouteGroupBindingsMirrored)
{
    /// <summary>Nothing.</summary>
    public static AppliedView Nothing { get; } = Of(OrganizationBackfill.None);

    /// <summary>What one organization's backfill comes to.</summary>
    public static AppliedView Of(OrganizationBackfill backfill)
    {
        return new(
            backfill.Ceiling.Count, Grants(ScopeKind.Team), Grants(ScopeKind.Key), Grants(ScopeKind.User),
            Policies(ScopeKind.Team), Policies(ScopeKind.Key), Policies(ScopeKind.User),
            Cleared(ScopeKind.Team), Cleared(ScopeKind.Key), Cleared(ScopeKind.User), 0);

        int Grants(ScopeKind kind) => backfill.Children.Where(child => child.Kind == kind).Sum(child => child.Grants?.Count ?? 0);
        int Policies(ScopeKind kind) => backfill.Children.Count(child => child.Kind == kind && child.Grants is not null);
        int Cleared(ScopeKind kind) => backfill.Children.Count(child => child.Kind == kind && child.ClearsList);
    }

    /// <summary>Both together.</summary>
    public AppliedView Plus(AppliedView other) => new(
        OrganizationBindingsUpserted + other.OrganizationBindingsUpserted,
        TeamBindingsUpserted + other.TeamBindingsUpserted,
        ApiKeyBindingsUpserted + other.ApiKeyBindingsUpserted,
        UserBindingsUpserted + other.UserBindingsUpserted,
        TeamPoliciesUpserted + other.TeamPoliciesUpserted,
        ApiKeyPoliciesUpserted + other.ApiKeyPoliciesUpserted,
        UserPoliciesUpserted + other.UserPoliciesUpserted,
        TeamLegacyModelsCleared + other.TeamLegacyModelsCleared,
        ApiKeyLegacyModelsCleared + other.ApiKeyLegacyModelsCleared,
        UserLegacyModelsCleared + other.UserLegacyModelsCleared,
        0);
}
