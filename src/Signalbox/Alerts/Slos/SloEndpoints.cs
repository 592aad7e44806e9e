using Signalbox.Admin;
using Signalbox.Alerts.Evaluation;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Slos;

/// <summary>The admin API of service level objectives.</summary>
internal static class SloEndpoints
{
    private const string Path = "/slos";

    public static void MapSlos(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "SLOs");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List service level objectives with error budget and burn rates");
        group.MapPost("", CreateAsync).RequirePermission("alerts:write").WithSummary("Say what share of calls must be good")
            .Accepts<SloDraft>("application/json").Produces<SloView>(201).ProducesProblem(409);
        group.MapGet("/{id}", GetAsync).RequirePermission("alerts:read").WithSummary("Read a service level objective").Produces<SloView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("alerts:write").WithSummary("Change a service level objective (JSON merge patch)")
            .Accepts<SloDraft>("application/json").Produces<SloView>().ProducesProblem(412);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("alerts:write").WithSummary("Remove a service level objective that no rule looks at").Produces(204).ProducesProblem(409);
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

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, SloRegistry registry, AlertWatch watch)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.SloDraft);
        var answer = await creations.RunAsync(context, draft, AlertsJson.Default.SloDraft, async transaction =>
        {
            var row = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (SloView.Of(row, null), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(row.Revision));
        });
        watch.LookSoon();
        return answer;
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, SloStore store, CancellationToken cancellation) => Shown(context, await ExpectAsync(id, store, cancellation));

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, AlertWatch watch, CancellationToken cancellation)
    {
        var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            return await SloRegistry.UpdateAsync(transaction, current, await DraftReader.PatchAsync(context.Request, current.ToDraft(), AlertsJson.Default.SloDraft), current.Owner);
        }, cancellation);
        watch.LookSoon();
        return Shown(context, row);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await SloRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<SloBudgetView> BudgetAsync(string id, SloStore store, SloReading reading, CancellationToken cancellation) =>
        await reading.BudgetAsync(await ExpectAsync(id, store, cancellation), cancellation);

    private static async Task<SloRow> ExpectAsync(string id, SloStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("service level objective", id);

    private static async Task<SloRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var row = await SloStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("service level objective", id);
        Ownership.RequireApi(row.Owner, "service level objective", row.Name);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<SloView> Shown(HttpContext context, SloRow row) => AdminApi.Tagged(context, SloView.Of(row, null), Preconditions.ETag(row.Revision));
}
