using Signalbox.Identity;

namespace Signalbox.Observability.Prometheus;

/// <summary><c>GET /metrics</c>.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var collector = routes.ServiceProvider.GetRequiredService<MeterCollector>();
        var calls = routes.ServiceProvider.GetRequiredService<CallMetrics>();
        routes.MapGet("/metrics", async (HttpContext context, CancellationToken cancellation) =>
            {
                context.Response.ContentType = PrometheusText.ContentType;
                context.Response.Headers.CacheControl = "no-store";
                var text = new PrometheusText(context.Response.BodyWriter);
                CallFamilies.Write(text, calls);
                collector.WriteTo(text);
                await context.Response.BodyWriter.FlushAsync(cancellation);
            })
            .RequirePermission("metrics:read").WithTags("Operations").WithSummary("Metrics in Prometheus' text format")
            .Produces<string>(200, "text/plain").ProducesProblem(401).ProducesProblem(403);
    }
}
