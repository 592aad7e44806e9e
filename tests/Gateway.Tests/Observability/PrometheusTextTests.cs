using System.Buffers;
using System.Text;
using Signalbox.Observability;
using Signalbox.Observability.Prometheus;

namespace Gateway.Tests.Observability;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_family_has_its_help_and_type_before_its_samples() => Written(text =>
    {
        text.Family("signalbox_requests_total", "counter", "Calls, by\nhow they \\ ended.");
        text.Sample("signalbox_requests_total", PrometheusText.Labels(("model", "small"), ("code", "")), 3);
        text.Sample("signalbox_requests_total", "", 0.25);
    }).ShouldBe("""
        # HELP signalbox_requests_total Calls, by\nhow they \\ ended.
        # TYPE signalbox_requests_total counter
        signalbox_requests_total{model="small",code=""} 3
        signalbox_requests_total 0.25

        """);

    [Fact]
    public void Label_values_are_escaped_and_names_made_valid() =>
        PrometheusText.Labels(("gen_ai.request.model", "a\"b\\c\nd é"), ("1st", "x")).ShouldBe("""gen_ai_request_model="a\"b\\c\nd é",_1st="x" """.TrimEnd());

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e21, "1E+21")]
    public void Special_values_are_spelled_as_the_format_wants(double value, string spelled) =>
        Written(text => text.Sample("x", "", value)).ShouldBe($"x {spelled}\n");

    [Fact]
    public void A_histogram_is_cumulative_and_a_value_on_a_bound_is_below_it()
    {
        var cells = new HistogramCells(new HistogramShape("x", "s", "", 1_000_000, 0.1, 0.5));
        foreach (var microseconds in new long[] { 100_000, 100_001, 500_000, 700_000 }) cells.Record(microseconds);

        Written(text => text.Histogram("x_seconds", "a=\"b\"", cells)).ShouldBe("""
            x_seconds_bucket{a="b",le="0.1"} 1
            x_seconds_bucket{a="b",le="0.5"} 3
            x_seconds_bucket{a="b",le="+Inf"} 4
            x_seconds_sum{a="b"} 1.400001
            x_seconds_count{a="b"} 4

            """);
    }

    [Theory]
    [InlineData("gen_ai.server.request.duration", "s", false, "gen_ai_server_request_duration_seconds")]
    [InlineData("signalbox.requests", "{request}", true, "signalbox_requests_total")]
    [InlineData("signalbox.cost", "USD", true, "signalbox_cost_usd_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", true, "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("signalbox.build.info", null, false, "signalbox_build_info")]
    public void An_instrument_gets_the_name_that_Prometheus_expects(string instrument, string? unit, bool counter, string name) =>
        PrometheusName.Metric(instrument, unit, counter).ShouldBe(name);

    private static string Written(Action<PrometheusText> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new PrometheusText(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
