namespace Signalbox.Usage.Rollups;

/// <summary>Something that reports can be broken down and filtered by.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Value">Its value in SQL, of a row of <c>report_groups</c> named g.</param>
/// <param name="Names">Where the names of its ids stand: scopes, keys or nowhere.</param>
/// <param name="TargetKind">Of targets, those of this kind only; null for all.</param>
internal sealed record ReportDimension(string Name, string Value, ReportNames Names = ReportNames.None, string? TargetKind = null)
{
    /// <summary>All of them, in the order in which the API tells them.</summary>
    public static readonly IReadOnlyList<ReportDimension> All =
    [
        new("organization", "g.organization_id", ReportNames.Scopes), new("team", "g.team_id", ReportNames.Scopes), new("project", "g.project_id", ReportNames.Scopes),
        new("environment", "g.environment"), new("user", "g.user_id", ReportNames.Scopes), new("key", "g.key_id", ReportNames.Keys), new("target", "g.target"),
        new("model", "g.target", TargetKind: "model"), new("group", "g.target", TargetKind: "route_group"), new("provider", "g.provider"), new("deployment", "g.deployment"),
        new("status", "CAST(g.status AS TEXT)"), new("cache", "g.cache"), new("client", "g.client"), new("api", "g.api"), new("pillar", "CASE WHEN g.api LIKE 'mcp%' THEN 'tools' WHEN g.api LIKE 'a2a%' THEN 'agents' ELSE 'models' END"),
        // Calls of a target with several tags count to each of them.
        new("tag", "g.target"),
    ];

    /// <summary>The one of that name, or null.</summary>
    public static ReportDimension? Find(string name) => All.FirstOrDefault(d => d.Name == name);
}
