using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Egress;
using Signalbox.Observability;
using Signalbox.Observability.Export;
using Signalbox.Observability.Tracing;

namespace Gateway.Tests.Observability;

[Collection("traces")]
public sealed class TelemetryExportTests
{
    private static readonly EgressHandlers Egress = new((name, cancellation) => Dns.GetHostAddressesAsync(name, cancellation));

    [Fact]
    public async Task Spans_and_metrics_of_a_call_arrive_at_the_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var meters = new Meters();
        var options = TelemetryOptions.Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? collector.Endpoint : null);
        using var export = new TelemetryExport(options, Egress, NullLogger<TelemetryExport>.Instance);
        await export.StartAsync(CancellationToken.None);
        using var tracing = new CallTracing(options);
        var metrics = new CallMetrics(meters.Factory);

        using (var trace = tracing.Begin(new DefaultHttpContext().Request, "id-1", "chat_completions")!)
        {
            using (trace.BeginAttempt("eu-account", "openai", "gpt-4o-mini", 1)) { }
            metrics.CallEnded(Records.Success());
            trace.End(Records.Success());
        }
        await export.StopAsync(CancellationToken.None);

        var call = collector.Spans.Single(span => span.Name == "chat small");
        var attempt = collector.Spans.Single(span => span.Name == "chat gpt-4o-mini");
        (attempt.TraceId, attempt.ParentId, call.ParentId).ShouldBe((call.TraceId, call.SpanId, ""));
        call.Service.ShouldBe("signalbox");
        call.Attributes["gen_ai.usage.output_tokens"].ShouldBe("21");
        new[]
        {
            "gen_ai.server.request.duration", "gen_ai.server.time_to_first_token", "gen_ai.client.token.usage", "signalbox.gateway.overhead",
            "signalbox.requests", "signalbox.tokens", "signalbox.cost", "signalbox.upstream.attempts",
        }.ShouldBeSubsetOf(collector.MetricNames);
        collector.Raw.ShouldNotContain("canary");
    }

    [Fact]
    public async Task With_export_off_nothing_listens()
    {
        using var export = new TelemetryExport(TelemetryOptions.Off, Egress, NullLogger<TelemetryExport>.Instance);
        await export.StartAsync(CancellationToken.None);
        using var tracing = new CallTracing(TelemetryOptions.Off);

        tracing.Begin(new DefaultHttpContext().Request, "id", "chat_completions").ShouldBeNull();
        await export.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_hold_up_the_stop()
    {
        var port = Testing.Net.FreePort.Next();
        var options = TelemetryOptions.Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? $"http://127.0.0.1:{port}" : null);
        using var export = new TelemetryExport(options, Egress, NullLogger<TelemetryExport>.Instance);
        await export.StartAsync(CancellationToken.None);
        using var tracing = new CallTracing(options);
        using (var trace = tracing.Begin(new DefaultHttpContext().Request, "id", "chat_completions")!) trace.End(Records.Success());

        await export.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(15));
    }
}
