using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Signalbox.Observability.Prometheus;

namespace Gateway.Tests.Observability;

public sealed class MeterCollectorTests : IDisposable
{
    private readonly Meters _meters = new();
    private readonly MeterCollector _collector;
    private readonly Meter _kestrel;

    public MeterCollectorTests()
    {
        _collector = new MeterCollector(_meters.Factory);
        _kestrel = _meters.Factory.Create("Microsoft.AspNetCore.Server.Kestrel");
    }

    [Fact]
    public void Counters_add_up_and_gauges_go_both_ways()
    {
        var rejected = _kestrel.CreateCounter<long>("kestrel.rejected_connections", "{connection}", "Rejected.");
        var active = _kestrel.CreateUpDownCounter<long>("kestrel.active_connections", "{connection}");
        rejected.Add(2);
        rejected.Add(3);
        active.Add(4, new KeyValuePair<string, object?>("server.port", 4000));
        active.Add(-1, new KeyValuePair<string, object?>("server.port", 4000));

        var shown = Shown();
        shown.ShouldContain("# TYPE kestrel_rejected_connections_total counter\nkestrel_rejected_connections_total 5\n");
        shown.ShouldContain("# TYPE kestrel_active_connections gauge\nkestrel_active_connections{server_port=\"4000\"} 3\n");
    }

    [Fact]
    public void A_histogram_takes_the_buckets_its_maker_advises()
    {
        _kestrel.CreateHistogram("kestrel.connection.duration", "s", null, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 60] }).Record(7);

        Shown().ShouldContain("kestrel_connection_duration_seconds_bucket{le=\"1\"} 0\nkestrel_connection_duration_seconds_bucket{le=\"60\"} 1\n");
    }

    [Fact]
    public void What_an_observable_instrument_no_longer_reports_is_gone()
    {
        var seen = new List<Measurement<int>> { new(1, new KeyValuePair<string, object?>("a", "x")), new(2, new KeyValuePair<string, object?>("a", "y")) };
        _kestrel.CreateObservableGauge("kestrel.test", () => seen);
        Shown().ShouldContain("kestrel_test{a=\"y\"} 2");
        seen.RemoveAt(1);

        var shown = Shown();
        shown.ShouldContain("kestrel_test{a=\"x\"} 1");
        shown.ShouldNotContain("a=\"y\"");
    }

    [Fact]
    public void Series_without_bound_stop_at_the_limit()
    {
        var counter = _kestrel.CreateCounter<int>("kestrel.many");
        for (var i = 0; i < InstrumentFamily.MostSeries + 100; i++) counter.Add(1, new KeyValuePair<string, object?>("i", i));

        Shown().Split('\n').Count(line => line.StartsWith("kestrel_many_total{", StringComparison.Ordinal)).ShouldBe(InstrumentFamily.MostSeries);
    }

    [Fact]
    public void The_runtime_reports_itself() => Shown().ShouldContain("# TYPE dotnet_process_memory_working_set_bytes gauge");

    public void Dispose()
    {
        _collector.Dispose();
        _meters.Dispose();
    }

    private string Shown()
    {
        var output = new ArrayBufferWriter<byte>();
        _collector.WriteTo(new PrometheusText(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
