using Signalbox.Admin;
using Signalbox.Alerts.Delivery;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Destinations;

/// <summary>The admin API of destinations.</summary>
internal static class AlertDestinationEndpoints
{
    private static readonly ManagedKind<AlertDestinationRow, AlertDestinationDraft, AlertDestinationView> Kind =
        new("/alert-destinations", "alerts", "destination of alerts", AlertsJson.Default.AlertDestinationDraft)
        {
            Summaries = new(
                "Add a place where alerts are told: webhook, Slack-compatible hook or e-mail", "Read a destination of alerts", "Change a destination of alerts (JSON merge patch)",
                "Remove a destination that no rule uses"),
            Find = (services, id, cancellation) => services.GetRequiredService<AlertDestinationStore>().FindAsync(id, cancellation),
            FindWithin = AlertDestinationStore.FindAsync,
            Create = async (services, transaction, draft) =>
            {
                var (row, generated) = await services.GetRequiredService<AlertDestinationRegistry>().CreateAsync(transaction, draft, Ownership.Api);
                return (row, AlertDestinationView.Of(row, generated));
            },
            Update = (services, transaction, current, draft) => services.GetRequiredService<AlertDestinationRegistry>().UpdateAsync(transaction, current, draft, current.Owner),
            Delete = AlertDestinationRegistry.DeleteAsync,
            View = row => AlertDestinationView.Of(row),
        };

    public static void MapAlertDestinations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Kind.Path, "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List where alerts are told, with how each takes messages");
        group.MapManaged(Kind);
        group.MapPost("/{id}/test", TestAsync).RequirePermission("alerts:write").WithSummary("Send a test message to a destination now, and say what came of it").Produces<DestinationTestView>();
    }

    private static async Task<Page<AlertDestinationView>> ListAsync(AlertDestinationStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AlertDestinationRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        return new([.. rows.Items.Select(row => AlertDestinationView.Of(row))], rows.NextCursor);
    }

    private static async Task<DestinationTestView> TestAsync(string id, HttpContext context, DeliveryChannels channels, TimeProvider time, CancellationToken cancellation)
    {
        var row = await context.ExpectAsync(Kind, id, cancellation);
        var outcome = await channels.SendAsync(row, EntityIds.New(time), AlertMessage.Test(time.GetUtcNow()), cancellation);
        return new(outcome.IsTaken, outcome.HttpStatus, outcome.Error);
    }
}

/// <summary>What came of a test message.</summary>
/// <param name="Taken">Whether the destination took it.</param>
/// <param name="HttpStatus">What it answered, where it speaks HTTP.</param>
/// <param name="Error">Why it did not; holds no secret.</param>
internal sealed record DestinationTestView(bool Taken, int? HttpStatus, string? Error);
