using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Routing.Health;

/// <summary>How deployments and providers stand, and what became of them.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/routing/health", "Routing");
        group.MapGet("", List).RequirePermission("route_groups:read").WithSummary("How deployments and providers stand, as the answering instance sees them");
        group.MapGet("/events", ListEvents).RequirePermission("route_groups:read").WithSummary("The newest changes of health at the answering instance: what opened, closed or was throttled, and why");
    }

    private static HealthView List(HealthBook book, TimeProvider time)
    {
        var (wall, now) = (time.GetUtcNow(), book.Now);
        var deployments = book.Deployments.OrderBy(d => d.Name, StringComparer.Ordinal).ToList();
        return new(
            [.. deployments.Select(d => DeploymentHealthView.Of(d, wall, now))],
            [.. deployments.Select(d => d.Provider).Distinct().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => ProviderHealthView.Of(p, wall, now))]);
    }

    /// <param name="events">All.</param>
    /// <param name="subject">Only those of the deployment or provider of that name.</param>
    /// <param name="limit">At most so many, 1 to 500.</param>
    private static IReadOnlyList<HealthEventView> ListEvents(HealthEvents events, string? subject, int? limit) =>
    [
        .. events.Newest.Where(e => string.IsNullOrEmpty(subject) || e.Subject == subject).Take(PageQuery.From(limit, null).Limit).Select(HealthEventView.Of),
    ];
}
