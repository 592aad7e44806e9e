using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Signalbox.Egress;
using Signalbox.Observability.Tracing;

namespace Signalbox.Observability.Export;

/// <summary>
/// Sends traces and metrics to a collector by OTLP while the gateway runs. When nothing is to be sent, nothing listens, and the request path
/// pays nothing. A collector that is away costs spans and figures, never a call.
/// </summary>
internal sealed partial class TelemetryExport(TelemetryOptions options, EgressHandlers egress, ILogger<TelemetryExport> logger) : IHostedService, IDisposable
{
    private const int FlushMs = 3000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Traces is { } traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(CallTracing.SourceName)
                .AddOtlpExporter(exporter => Point(exporter, traces)).Build();
            Log.Sending(logger, "Traces", traces.Host, traces.Port);
        }
        if (options.Metrics is { } metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource())
                .AddMeter(SignalboxMeter.Name, "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
                .AddOtlpExporter((exporter, _) => Point(exporter, metrics)).Build();
            Log.Sending(logger, "Metrics", metrics.Host, metrics.Port);
        }
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, for a bounded time.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.ForceFlush(FlushMs);
            _metrics?.ForceFlush(FlushMs);
        },
        CancellationToken.None);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    /// <summary>Who sends. The environment's OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.</summary>
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService("signalbox", serviceVersion: BuildInfo.Version).AddTelemetrySdk().AddEnvironmentVariableDetector();

    private void Point(OtlpExporterOptions exporter, Uri endpoint)
    {
        exporter.Endpoint = endpoint;
        exporter.Protocol = options.Protocol;
        // The operator named this host, so it may be private and plain; everything else about the way out is as for every connection.
        exporter.HttpClientFactory = () => new HttpClient(egress.ForUpstream(endpoint, new EgressPolicy { AllowPrivate = true, AllowHttp = true }))
        {
            Timeout = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(700, LogLevel.Information, "{Signal} are sent by OTLP to {Host}:{Port}")]
        public static partial void Sending(ILogger logger, string signal, string host, int port);
    }
}
