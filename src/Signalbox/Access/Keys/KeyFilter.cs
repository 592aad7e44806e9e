namespace Signalbox.Access.Keys;

/// <summary>Which keys to list; null parts do not count.</summary>
/// <param name="OrganizationId">Of this organization.</param>
/// <param name="TeamId">Of this team, also those of its projects.</param>
/// <param name="ProjectId">Of this project.</param>
/// <param name="UserId">Bound to this user.</param>
/// <param name="Status">active, expired or revoked.</param>
/// <param name="Find">A part of name, prefix or id, in whatever case.</param>
internal sealed record KeyFilter(string? OrganizationId, string? TeamId, string? ProjectId, string? UserId, string? Status, string? Find)
{
    /// <summary>
    /// The conditions on <c>virtual_keys</c>. Only what is asked for goes into the statement, so that the planner can tell which index serves it.
    /// </summary>
    public IEnumerable<string> Conditions()
    {
        if (OrganizationId is not null) yield return "organization_id = @OrganizationId";
        if (TeamId is not null) yield return "team_id = @TeamId";
        if (ProjectId is not null) yield return "project_id = @ProjectId";
        if (UserId is not null) yield return "user_id = @UserId";
        if (Status == "revoked") yield return "revoked_at IS NOT NULL";
        if (Status == "expired") yield return "revoked_at IS NULL AND expires_at IS NOT NULL AND expires_at <= @now";
        if (Status == "active") yield return "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)";
        if (Find is not null) yield return "find_text LIKE @find ESCAPE '!'";
    }
}
