using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Routing;

namespace Signalbox.Promotion.Shadow;

/// <summary>What shadow traffic has shown.</summary>
internal static class ShadowEndpoints
{
    public static void MapShadow(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapPublished("/admin/ai-quality/models", "Model registry");
        group.MapGet("/{feature}/shadow", ReportAsync).RequirePermission("route_groups:read").WithSummary("Compare the candidates of a route group with its primary");
        group.MapGet("/{feature}/shadow/plots", PlotAsync).RequirePermission("route_groups:read").WithSummary("Distributions and agreement over time of a candidate beside a primary")
            .ProducesProblem(404);
        group.MapGet("/{feature}/shadow/pairs", ListAsync).RequirePermission("shadow_pairs:read").WithSummary("List the calls that candidates answered too, newest first");
    }

    private static async Task<IReadOnlyList<ComparisonView>> ReportAsync(string feature, RouteGroupStore groups, ShadowReport report, int? days, CancellationToken cancellation)
    {
        if (days is < 1 or > 90) throw ProblemException.Invalid("days", "must be between 1 and 90.");
        return await report.ListAsync(await FindAsync(feature, groups, cancellation), days, cancellation);
    }

    private static async Task<ShadowPlotsView> PlotAsync(
        string feature, RouteGroupStore groups, ShadowReport report, string? candidate, string? primary, int? days, CancellationToken cancellation)
    {
        if (days is < 1 or > 90) throw ProblemException.Invalid("days", "must be between 1 and 90.");
        if (string.IsNullOrEmpty(candidate)) throw ProblemException.Invalid("candidate", "is required: the candidate's model.");
        var group = await FindAsync(feature, groups, cancellation);
        primary = string.IsNullOrEmpty(primary) ? group.Members.FirstOrDefault(member => member.Status == RegistryStatuses.Primary)?.Model ?? "" : primary;
        return await report.PlotAsync(group, primary, candidate, days, cancellation);
    }

    private static async Task<Page<ShadowPairView>> ListAsync(
        string feature, RouteGroupStore groups, ShadowPairStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.OfIds(limit, cursor);
        var group = await FindAsync(feature, groups, cancellation);
        var rows = Page<ShadowPair>.Cut(await store.ListAsync(group.Row.Id, page.Cursor, page.Limit + 1, cancellation), page.Limit, row => row.Id);
        return new([.. rows.Items.Select(ShadowPairView.Of)], rows.NextCursor);
    }

    private static async Task<StoredRouteGroup> FindAsync(string feature, RouteGroupStore groups, CancellationToken cancellation)
    {
        feature = Uri.UnescapeDataString(feature);
        return (await groups.FindIdAsync(feature, cancellation) is { } id ? await groups.FindAsync(id, cancellation) : null)
            ?? throw ProblemException.NotFound("route group", feature);
    }
}
