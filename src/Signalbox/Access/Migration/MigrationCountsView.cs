using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>The levels of one organization, counted.</summary>
/// <param name="Teams">Its teams.</param>
/// <param name="Projects">Its projects.</param>
/// <param name="Users">Its users.</param>
/// <param name="ApiKeys">Its keys that are not revoked.</param>
/// <param name="TeamsWithLegacyModels">Teams that have a legacy list.</param>
/// <param name="UsersWithLegacyModels">Users that have one.</param>
/// <param name="ApiKeysWithLegacyModels">Keys that have one.</param>
/// <param name="TeamsNeedingScopeBackfill">Teams that are not restricted yet to what they list or are granted.</param>
/// <param name="UsersNeedingScopeBackfill">Users that are not.</param>
/// <param name="ApiKeysNeedingScopeBackfill">Keys that are not.</param>
/// <param name="MissingCallableKeys">Names on legacy lists that are not registered, counted once for each list.</param>
internal sealed record MigrationCountsView(
    int Teams, int Projects, int Users, int ApiKeys, int TeamsWithLegacyModels, int UsersWithLegacyModels, int ApiKeysWithLegacyModels,
    int TeamsNeedingScopeBackfill, int UsersNeedingScopeBackfill, int ApiKeysNeedingScopeBackfill, int MissingCallableKeys)
{
    /// <summary>Counts.</summary>
    public static MigrationCountsView Of(IReadOnlyList<ChildFinding> children)
    {
        return new(
            Count(ScopeKind.Team), Count(ScopeKind.Project), Count(ScopeKind.User), Count(ScopeKind.Key),
            Listing(ScopeKind.Team), Listing(ScopeKind.User), Listing(ScopeKind.Key),
            Waiting(ScopeKind.Team), Waiting(ScopeKind.User), Waiting(ScopeKind.Key), children.Sum(child => child.Missing.Count));

        int Count(ScopeKind kind) => children.Count(child => child.Kind == kind);
        int Listing(ScopeKind kind) => children.Count(child => child.Kind == kind && child.LegacyModels.Count > 0);
        int Waiting(ScopeKind kind) => children.Count(child => child.Kind == kind && child.State == RolloutState.NeedsScopeBackfill);
    }
}
