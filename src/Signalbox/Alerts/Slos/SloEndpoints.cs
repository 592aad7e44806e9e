using Signalbox.Admin;
using Signalbox.Alerts.Evaluation;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Slos;

/// <summary>The admin API of service level objectives.</summary>
internal static class SloEndpoints
{
    private static readonly ManagedKind<SloRow, SloDraft, SloView> Kind = new("/slos", "alerts", "service level objective", AlertsJson.Default.SloDraft)
    {
        Summaries = new(
            "Say what share of calls must be good", "Read a service level objective", "Change a service level objective (JSON merge patch)",
            "Remove a service level objective that no rule looks at"),
        Find = (services, id, cancellation) => services.GetRequiredService<SloStore>().FindAsync(id, cancellation),
        FindWithin = SloStore.FindAsync,
        Create = async (services, transaction, draft) =>
        {
            var row = await services.GetRequiredService<SloRegistry>().CreateAsync(transaction, draft, Ownership.Api);
            return (row, SloView.Of(row, null));
        },
        Update = (_, transaction, current, draft) => SloRegistry.UpdateAsync(transaction, current, draft, current.Owner),
        Delete = SloRegistry.DeleteAsync,
        View = row => SloView.Of(row, null),
        Changed = services => services.GetRequiredService<AlertWatch>().LookSoon(),
    };

    public static void MapSlos(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Kind.Path, "SLOs");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List service level objectives with error budget and burn rates");
        group.MapManaged(Kind);
        group.MapGet("/{id}/budget", BudgetAsync).RequirePermission("alerts:read").WithSummary("How the error budget of a service level objective was used, part by part");
    }

    private static async Task<Page<SloView>> ListAsync(SloStore store, SloReading reading, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<SloRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        var views = new List<SloView>();
        foreach (var row in rows.Items) views.Add(SloView.Of(row, await reading.StandingAsync(row, cancellation)));
        return new(views, rows.NextCursor);
    }

    private static async Task<SloBudgetView> BudgetAsync(string id, HttpContext context, SloReading reading, CancellationToken cancellation) =>
        await reading.BudgetAsync(await context.ExpectAsync(Kind, id, cancellation), cancellation);
}
