using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Usage;

/// <summary>The admin API of usage.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder routes)
    {
        var requests = routes.MapAdmin("/requests", "Requests");
        requests.MapGet("", ListAsync).RequirePermission("usage:read").WithSummary("List calls, newest first");
        requests.MapGet("/{requestId}", GetAsync).RequirePermission("usage:read").WithSummary("Read one call by its request id").Produces<UsageView>();
        routes.MapAdmin("/overview", "Requests").MapGet("", OverviewAsync).RequirePermission("usage:read").WithSummary("Sums and series over a window");
    }

    private static async Task<Page<UsageView>> ListAsync(HttpContext context, UsageQueries queries, [AsParameters] UsageQuery filters, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<UsageRow>.Cut(
            await queries.ListAsync(UsageFilter.From(context.Request.Query, filters), UsageCursor.Parse(page.Cursor), page.Limit + 1, cancellation),
            page.Limit, r => new UsageCursor(r.StartedAt, r.RequestId).ToString());
        return new([.. rows.Items.Select(r => r.ToView())], rows.NextCursor);
    }

    private static async Task<UsageView> GetAsync(string requestId, UsageQueries queries, CancellationToken cancellation) =>
        (await queries.FindAsync(requestId, cancellation) ?? throw ProblemException.NotFound("request", requestId)).ToView();

    private static Task<OverviewView> OverviewAsync(Overview overview, string? window, CancellationToken cancellation) =>
        Overview.Windows.ContainsKey(window ?? "1h")
            ? overview.ReadAsync(window ?? "1h", cancellation)
            : throw ProblemException.Invalid("window", $"must be one of {string.Join(", ", Overview.Windows.Keys)}.");
}
