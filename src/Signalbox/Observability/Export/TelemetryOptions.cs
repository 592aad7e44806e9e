using OpenTelemetry.Exporter;

namespace Signalbox.Observability.Export;

/// <summary>
/// Where traces and metrics are sent by OTLP, in OpenTelemetry's own environment variables. Nothing is sent unless an endpoint is named.
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
/// </summary>
internal sealed record TelemetryOptions
{
    /// <summary>Nothing is exported.</summary>
    public static TelemetryOptions Off { get; } = new();

    /// <summary>Where spans go; null sends none. The whole URL for HTTP, <c>/v1/traces</c> included.</summary>
    public Uri? Traces { get; init; }

    /// <summary>Where metrics go; null sends none.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>Protobuf over HTTP, or gRPC.</summary>
    public OtlpExportProtocol Protocol { get; init; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>Whether upstreams are told the trace (<c>traceparent</c>). They learn an id that links calls, so it is off unless wanted.</summary>
    public bool TellUpstreams { get; init; }

    /// <summary>Reads the variables.</summary>
    /// <param name="read">Reads one; null when it is not set.</param>
    /// <param name="endpoint">What the configuration's <c>server.telemetry.endpoint</c> says; a variable overrides it.</param>
    /// <exception cref="FormatException">A value is not understood.</exception>
    public static TelemetryOptions Read(Func<string, string?> read, string? endpoint = null)
    {
        var tells = read("SIGNALBOX_TRACE_UPSTREAMS") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new FormatException($"SIGNALBOX_TRACE_UPSTREAMS is '{other}'; set true or false."),
        };
        var off = Off with { TellUpstreams = tells };
        if (string.Equals(read("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)) return off;

        endpoint = read("OTEL_EXPORTER_OTLP_ENDPOINT") ?? endpoint;
        var traces = read("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        var metrics = read("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        if ((endpoint ?? traces ?? metrics) is not { } any) return off;
        var protocol = read("OTEL_EXPORTER_OTLP_PROTOCOL") switch
        {
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            // Collectors listen for gRPC on 4317; HTTP is the specification's default.
            null => Parse(any).Port == 4317 ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            var other => throw new FormatException($"OTEL_EXPORTER_OTLP_PROTOCOL is '{other}'; set http/protobuf or grpc."),
        };
        return off with
        {
            Protocol = protocol,
            Traces = Signal("OTEL_TRACES_EXPORTER", traces, "traces"),
            Metrics = Signal("OTEL_METRICS_EXPORTER", metrics, "metrics"),
        };

        Uri? Signal(string exporter, string? own, string path)
        {
            if (read(exporter) == "none") return null;
            if (own is not null) return Parse(own);
            if (endpoint is null) return null;
            // A path of the collector's own stays in front of the signal's.
            var root = Parse(endpoint);
            return protocol == OtlpExportProtocol.Grpc ? root : new Uri(new Uri(root.AbsoluteUri.TrimEnd('/') + "/"), $"v1/{path}");
        }
    }

    private static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
            ? uri
            : throw new FormatException($"The OTLP endpoint '{text}' is not a URL such as http://127.0.0.1:4318.");
}
