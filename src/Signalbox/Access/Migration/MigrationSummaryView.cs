using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>The organizations of a report, counted.</summary>
internal sealed record MigrationSummaryView
{
    [SetsRequiredMembers]
    public MigrationSummaryView(IReadOnlyList<OrganizationReportView> organizations)
    {
        OrganizationsTotal = organizations.Count;
        OrganizationsNeedingBootstrap = organizations.Count(organization => organization.WillBootstrapOrgBindings);
        TeamsWithLegacyModels = organizations.Sum(organization => organization.Counts.TeamsWithLegacyModels);
        ApiKeysWithLegacyModels = organizations.Sum(organization => organization.Counts.ApiKeysWithLegacyModels);
        UsersWithLegacyModels = organizations.Sum(organization => organization.Counts.UsersWithLegacyModels);
        TeamsNeedingScopeBackfill = organizations.Sum(organization => organization.Counts.TeamsNeedingScopeBackfill);
        ApiKeysNeedingScopeBackfill = organizations.Sum(organization => organization.Counts.ApiKeysNeedingScopeBackfill);
        UsersNeedingScopeBackfill = organizations.Sum(organization => organization.Counts.UsersNeedingScopeBackfill);
        MissingCallableKeysTotal = organizations.Sum(organization => organization.Counts.MissingCallableKeys);
        var byState = organizations.GroupBy(organization => organization.RolloutState).OrderBy(state => state.Key, StringComparer.Ordinal).ToList();
        OrganizationsByRolloutState = byState.ToDictionary(state => state.Key, state => state.Count());
        OrganizationIdsByRolloutState = byState.ToDictionary(state => state.Key, IReadOnlyList<string> (state) => [.. state.Select(organization => organization.OrganizationId)]);
    }

    /// <summary>How many the report holds.</summary>
    public required int OrganizationsTotal { get; init; }

    /// <summary>How many a backfill would give grants.</summary>
    public required int OrganizationsNeedingBootstrap { get; init; }

    /// <summary>Teams that have a legacy list.</summary>
    public required int TeamsWithLegacyModels { get; init; }

    /// <summary>Keys that have one.</summary>
    public required int ApiKeysWithLegacyModels { get; init; }

    /// <summary>Users that have one.</summary>
    public required int UsersWithLegacyModels { get; init; }

    /// <summary>Teams whose list is not a restriction yet.</summary>
    public required int TeamsNeedingScopeBackfill { get; init; }

    /// <summary>Keys whose list is not.</summary>
    public required int ApiKeysNeedingScopeBackfill { get; init; }

    /// <summary>Users whose list is not.</summary>
    public required int UsersNeedingScopeBackfill { get; init; }

    /// <summary>Names on legacy lists that are not registered, counted once for each list.</summary>
    public required int MissingCallableKeysTotal { get; init; }

    /// <summary>How many organizations are in each state that occurs.</summary>
    public required IReadOnlyDictionary<string, int> OrganizationsByRolloutState { get; init; }

    /// <summary>Which they are.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> OrganizationIdsByRolloutState { get; init; }
}
