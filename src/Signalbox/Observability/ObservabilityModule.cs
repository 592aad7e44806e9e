using Signalbox.Observability.Export;
using Signalbox.Observability.Prometheus;
using Signalbox.Observability.Tracing;

namespace Signalbox.Observability;

/// <summary>What the gateway says about itself: metrics, traces, logs.</summary>
internal static class ObservabilityModule
{
    public static IServiceCollection AddObservability(this IServiceCollection services, TelemetryOptions telemetry) => services
        .AddMetrics()
        .AddSingleton(telemetry)
        .AddSingleton<CallMetrics>()
        .AddSingleton<GatewayGauges>()
        .AddSingleton<LimitInstruments>()
        .AddSingleton<HealthInstruments>()
        .AddSingleton<PolicyInstruments>()
        .AddSingleton<MeterCollector>()
        .AddSingleton<CallTracing>()
        .AddSingleton<TelemetryExport>()
        .AddHostedService(provider => provider.GetRequiredService<TelemetryExport>());

    public static void MapObservability(this IEndpointRouteBuilder routes)
    {
        // Nobody asks for the gauges by name: they are made here, so that they are there to be read.
        routes.ServiceProvider.GetRequiredService<GatewayGauges>();
        routes.ServiceProvider.GetRequiredService<LimitInstruments>();
        routes.ServiceProvider.GetRequiredService<HealthInstruments>();
        routes.ServiceProvider.GetRequiredService<PolicyInstruments>();
        routes.MapMetrics();
    }
}
