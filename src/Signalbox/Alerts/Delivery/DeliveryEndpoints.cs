using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Alerts.Delivery;

/// <summary>What became of messages.</summary>
internal static class DeliveryEndpoints
{
    public static void MapAlertDeliveries(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/alert-deliveries", "Alerts").MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List messages of alerts, newest first, with what became of each");

    private static async Task<Page<DeliveryView>> ListAsync(
        DeliveryStore store, [Description("waiting, sent or given_up.")] string? state, [Description("Id of a destination.")] string? destination, [Description("Id of an alert.")] string? alert,
        int? limit, string? cursor, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(state) && !DeliveryStates.All.Contains(state)) throw ProblemException.Invalid("state", $"must be one of {string.Join(", ", DeliveryStates.All)}.");
        var page = PageQuery.OfIds(limit, cursor);
        var rows = Page<DeliveryRow>.Cut(await store.ListAsync(state, destination, alert, page, cancellation), page.Limit, row => row.Id);
        return new([.. rows.Items.Select(DeliveryView.Of)], rows.NextCursor);
    }
}

/// <summary>A message and what became of it.</summary>
/// <param name="Id">Its id, which webhooks get as webhook-id.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="DestinationId">The id of that.</param>
/// <param name="AlertId">The alert it tells of.</param>
/// <param name="News">firing, escalated, repeated or resolved.</param>
/// <param name="Rule">The alert's rule.</param>
/// <param name="State">waiting, sent or given_up.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="NextAt">When it is sent again; null when it is not.</param>
/// <param name="HttpStatus">What was answered last, where HTTP is spoken.</param>
/// <param name="Error">Why it was not taken the last time.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="FinishedAt">When it was taken or given up.</param>
internal sealed record DeliveryView(
    string Id, string Destination, string DestinationId, string AlertId, string News, string Rule, string State, long Attempts, DateTimeOffset? NextAt, long? HttpStatus, string? Error,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static DeliveryView Of(DeliveryRow row) => new(
        row.Id, row.Destination, row.DestinationId, row.AlertId, row.News, row.RuleName, row.State, row.Attempts,
        row.State == DeliveryStates.Waiting ? DateTimeOffset.FromUnixTimeMilliseconds(row.NextAt) : null, row.HttpStatus, row.Error,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), row.FinishedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
}
