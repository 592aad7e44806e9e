using OpenTelemetry.Exporter;
using Signalbox.Observability.Export;

namespace Gateway.Tests.Observability;

public sealed class TelemetryOptionsTests
{
    [Fact]
    public void Without_an_endpoint_nothing_is_exported() => Read().ShouldBe(TelemetryOptions.Off);

    [Fact]
    public void An_endpoint_is_the_root_of_both_signals()
    {
        var options = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/otlp"));

        options.Traces.ShouldBe(new Uri("http://collector:4318/otlp/v1/traces"));
        options.Metrics.ShouldBe(new Uri("http://collector:4318/otlp/v1/metrics"));
        options.Protocol.ShouldBe(OtlpExportProtocol.HttpProtobuf);
    }

    [Fact]
    public void The_port_of_gRPC_means_gRPC_unless_the_protocol_says_otherwise()
    {
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")).Protocol.ShouldBe(OtlpExportProtocol.Grpc);
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")).Protocol.ShouldBe(OtlpExportProtocol.HttpProtobuf);
    }

    [Fact]
    public void A_signal_has_its_own_switches()
    {
        var options = Read(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:1/x"));
        (options.Traces, options.Metrics).ShouldBe((new Uri("http://traces:1/x"), null));

        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"), ("OTEL_METRICS_EXPORTER", "none")).Metrics.ShouldBeNull();
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"), ("OTEL_SDK_DISABLED", "true")).ShouldBe(TelemetryOptions.Off);
    }

    [Fact]
    public void The_environment_overrides_the_configuration() => TelemetryOptions
        .Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "http://environment:4318" : null, "http://configuration:4318")
        .Traces!.Host.ShouldBe("environment");

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "file:///tmp")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("SIGNALBOX_TRACE_UPSTREAMS", "yes")]
    public void What_is_not_understood_is_an_error_that_says_so(string name, string value) =>
        Should.Throw<FormatException>(() => Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"), (name, value))).Message.ShouldContain(value);

    private static TelemetryOptions Read(params (string Name, string Value)[] variables) =>
        TelemetryOptions.Read(name => variables.LastOrDefault(v => v.Name == name).Value);
}
