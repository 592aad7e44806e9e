using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>How one organization stands.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="Enforcement">legacy or enforced.</param>
/// <param name="OrganizationCeiling">Of models: open while it has no grants and is not enforced, else grants. Of MCP servers always grants: without any, it has what is granted in it.</param>
/// <param name="Etag">For If-Match when it is enforced.</param>
/// <param name="OrgBindingCount">How many grants it has.</param>
/// <param name="OrgBindingKeys">What it grants: names, wildcards, tags.</param>
/// <param name="WillBootstrapOrgBindings">Whether a backfill would give it grants.</param>
/// <param name="BootstrapCallableKeys">Those grants: what its keys may use now, and no more.</param>
/// <param name="RolloutState">missing_catalog_keys, needs_org_bootstrap, needs_scope_backfill, ready_for_enforce or enforced.</param>
/// <param name="Counts">Its levels, counted.</param>
/// <param name="Teams">Its teams.</param>
/// <param name="Projects">Its projects.</param>
/// <param name="ApiKeys">Its keys that are not revoked.</param>
/// <param name="Users">Its users.</param>
/// <param name="WouldWrite">What a backfill would write.</param>
/// <param name="ChangesTotal">How many answers a backfill would change; it is refused unless 0.</param>
/// <param name="Changes">The first of them.</param>
/// <param name="EnforceChangesTotal">How many answers enforcing now would change.</param>
/// <param name="EnforceChanges">The first of them.</param>
/// <param name="NextCursor">With a limit: what to send as <c>cursor</c> for the next levels; null on the last page.</param>
internal sealed record OrganizationReportView(
    string OrganizationId, string OrganizationName, string Enforcement, string OrganizationCeiling, string Etag, int OrgBindingCount,
    IReadOnlyList<string> OrgBindingKeys, bool WillBootstrapOrgBindings, IReadOnlyList<string> BootstrapCallableKeys, string RolloutState,
    MigrationCountsView Counts, IReadOnlyList<TeamChildView> Teams, IReadOnlyList<ProjectChildView> Projects, IReadOnlyList<ApiKeyChildView> ApiKeys, IReadOnlyList<UserChildView> Users,
    WouldWriteView WouldWrite, long ChangesTotal, IReadOnlyList<AnswerChangeView> Changes, long EnforceChangesTotal, IReadOnlyList<AnswerChangeView> EnforceChanges,
    string? NextCursor)
{
    /// <summary>As the API shows it.</summary>
    public static OrganizationReportView From(StoredOrganization stored, OrganizationFinding found, MigrationCatalog catalog, ReportExtent extent, long now)
    {
        var levels = stored.Levels.ToDictionary(level => level.Id, StringComparer.Ordinal);
        var keys = stored.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        var listed = Page(found, extent);
        var children = listed.Items.ToLookup(child => child.Kind);
        string[] grants = [.. found.Rows.Organization.Grants.Where(grant => grant.Kind == catalog.Kind).Select(grant => grant.Asset)];
        var enforced = found.State == Core.Access.Migration.RolloutState.Enforced;
        var backfill = found.Backfill.IsEmpty ? AnswerChanges.None : AnswerComparison.Compare(found.Rows, found.Backfill.ApplyTo(found.Rows), catalog, now);
        var enforce = enforced ? AnswerChanges.None : AnswerComparison.Compare(found.Rows, found.Rows.Under(AccessEnforcement.Enforced), catalog, now);
        return new(
            stored.Organization.Id, stored.Organization.Name, stored.Organization.Enforcement, catalog.Kind == AssetKind.CallableTarget && !enforced && grants.Length == 0 ? "open" : "grants",
            Admin.Preconditions.ETag(stored.Organization.Revision), grants.Length, grants,
            found.Backfill.Ceiling.Count > 0, [.. found.Backfill.Ceiling.Select(grant => grant.Asset)], RolloutStates.Name(found.State),
            MigrationCountsView.Of(found.Children),
            [.. children[ScopeKind.Team].Select(child => new TeamChildView(child))],
            [.. children[ScopeKind.Project].Select(child => new ProjectChildView(child, levels[child.Id].ParentId!))],
            [.. children[ScopeKind.Key].Select(child => new ApiKeyChildView(child, keys[child.Id].TeamId))],
            [.. children[ScopeKind.User].Select(child => new UserChildView(child, levels[child.Id].ReadAttributes().Email))],
            WouldWriteView.From(found.Backfill, listed.Items), backfill.Total, AnswerChangeView.List(backfill), enforce.Total, AnswerChangeView.List(enforce), listed.NextCursor);
    }

    private static Admin.Page<ChildFinding> Page(OrganizationFinding found, ReportExtent extent)
    {
        if (!extent.Detail) return new([], null);
        var ordered = found.Children.OrderBy(child => child.Id, StringComparer.Ordinal);
        if (extent.Limit is not { } limit) return new([.. ordered], null);
        return Admin.Page<ChildFinding>.Cut(
            [.. ordered.Where(child => extent.Cursor is null || string.CompareOrdinal(child.Id, extent.Cursor) > 0).Take(limit + 1)], limit, child => child.Id);
    }
}
