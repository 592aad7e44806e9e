using Signalbox.Admin;
using Signalbox.Alerts.Delivery;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Destinations;

/// <summary>The admin API of destinations.</summary>
internal static class AlertDestinationEndpoints
{
    private const string Path = "/alert-destinations";

    public static void MapAlertDestinations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List where alerts are told, with how each takes messages");
        group.MapPost("", CreateAsync).RequirePermission("alerts:write").WithSummary("Add a place where alerts are told: webhook, Slack-compatible hook or e-mail")
            .Accepts<AlertDestinationDraft>("application/json").Produces<AlertDestinationView>(201).ProducesProblem(409);
        group.MapGet("/{id}", GetAsync).RequirePermission("alerts:read").WithSummary("Read a destination of alerts").Produces<AlertDestinationView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("alerts:write").WithSummary("Change a destination of alerts (JSON merge patch)")
            .Accepts<AlertDestinationDraft>("application/json").Produces<AlertDestinationView>().ProducesProblem(412);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("alerts:write").WithSummary("Remove a destination that no rule uses").Produces(204).ProducesProblem(409);
        group.MapPost("/{id}/test", TestAsync).RequirePermission("alerts:write").WithSummary("Send a test message to a destination now, and say what came of it").Produces<DestinationTestView>();
    }

    private static async Task<Page<AlertDestinationView>> ListAsync(AlertDestinationStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AlertDestinationRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        return new([.. rows.Items.Select(row => AlertDestinationView.Of(row))], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, AlertDestinationRegistry registry)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.AlertDestinationDraft);
        return await creations.RunAsync(context, draft, AlertsJson.Default.AlertDestinationDraft, async transaction =>
        {
            var (row, generated) = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (AlertDestinationView.Of(row, generated), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(row.Revision));
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, AlertDestinationStore store, CancellationToken cancellation) =>
        Shown(context, await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("destination of alerts", id));

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, AlertDestinationRegistry registry, CancellationToken cancellation) =>
        Shown(context, await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            return await registry.UpdateAsync(transaction, current, await DraftReader.PatchAsync(context.Request, current.ToDraft(), AlertsJson.Default.AlertDestinationDraft), current.Owner);
        }, cancellation));

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await AlertDestinationRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<DestinationTestView> TestAsync(string id, AlertDestinationStore store, DeliveryChannels channels, TimeProvider time, CancellationToken cancellation)
    {
        var row = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("destination of alerts", id);
        var outcome = await channels.SendAsync(row, EntityIds.New(time), AlertMessage.Test(time.GetUtcNow()), cancellation);
        return new(outcome.IsTaken, outcome.HttpStatus, outcome.Error);
    }

    private static async Task<AlertDestinationRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var row = await AlertDestinationStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("destination of alerts", id);
        Ownership.RequireApi(row.Owner, "destination of alerts", row.Name);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<AlertDestinationView> Shown(HttpContext context, AlertDestinationRow row) =>
        AdminApi.Tagged(context, AlertDestinationView.Of(row), Preconditions.ETag(row.Revision));
}

/// <summary>What came of a test message.</summary>
/// <param name="Taken">Whether the destination took it.</param>
/// <param name="HttpStatus">What it answered, where it speaks HTTP.</param>
/// <param name="Error">Why it did not; holds no secret.</param>
internal sealed record DestinationTestView(bool Taken, int? HttpStatus, string? Error);
