using System.Buffers;
using System.Text;
using Signalbox.Observability;
using Signalbox.Observability.Prometheus;
using Signalbox.Usage;

namespace Gateway.Tests.Observability;

public sealed class CallMetricsTests : IDisposable
{
    private readonly Meters _meters = new();
    private readonly MeterCollector _collector;
    private readonly CallMetrics _metrics;

    public CallMetricsTests()
    {
        _collector = new MeterCollector(_meters.Factory);
        _metrics = new CallMetrics(_meters.Factory);
    }

    [Fact]
    public void A_call_is_counted_with_its_tokens_cost_and_times()
    {
        _metrics.CallEnded(Records.Success());
        _metrics.CallEnded(Records.Success());

        var shown = Shown();
        const string target = """api="chat_completions",model="small",provider="eu-account",upstream_model="gpt-4o-mini" """;
        const string genAI = """gen_ai_operation_name="chat",gen_ai_request_model="small",gen_ai_provider_name="openai",gen_ai_response_model="gpt-4o-mini",signalbox_provider="eu-account" """;
        shown.ShouldContain($$"""signalbox_requests_total{{{target.TrimEnd()}},status="success",http_status="200",code="",stream="true"} 2""");
        shown.ShouldContain($$"""signalbox_tokens_total{{{target.TrimEnd()}},type="input"} 200""");
        shown.ShouldContain($$"""signalbox_tokens_total{{{target.TrimEnd()}},type="cached"} 80""");
        shown.ShouldContain($$"""signalbox_cost_usd_total{{{target.TrimEnd()}}} 2.5""");
        shown.ShouldContain("""signalbox_upstream_attempts_total{deployment="eu-account/gpt-4o-mini",code=""} 2""");
        shown.ShouldContain($$"""gen_ai_server_request_duration_seconds_bucket{{{genAI.TrimEnd()}},le="2.56"} 2""");
        shown.ShouldContain($$"""gen_ai_server_time_to_first_token_seconds_sum{{{genAI.TrimEnd()}}} 0.1""");
        // (2.05 s - 0.05 s) over the 20 tokens after the first.
        shown.ShouldContain($$"""gen_ai_server_time_per_output_token_seconds_sum{{{genAI.TrimEnd()}}} 0.2""");
        shown.ShouldContain($$"""gen_ai_client_token_usage_sum{{{genAI.TrimEnd()}},gen_ai_token_type="output"} 42""");
        shown.ShouldContain($$"""signalbox_gateway_overhead_seconds_bucket{{{genAI.TrimEnd()}},le="0.00025"} 2""");
    }

    [Fact]
    public void A_failed_call_names_its_code_and_every_attempt()
    {
        var record = Records.Success();
        (record.Status, record.HttpStatus, record.Code, record.Attempts) = (CallStatus.Error, 502, "upstream-error", 3);
        record.AttemptDetails =
        [
            new CallAttempt("openai/gpt-4o-mini", 500, "upstream-error", 5), new CallAttempt("openai/gpt-4o-mini", null, "upstream-timeout", 5),
            new CallAttempt("azure/gpt-4o", 500, "upstream-error", 5),
        ];
        _metrics.CallEnded(record);

        var shown = Shown();
        shown.ShouldContain("""error_type="upstream-error",le="+Inf"} 1""");
        shown.ShouldContain("""signalbox_upstream_attempts_total{deployment="openai/gpt-4o-mini",code="upstream-error"} 1""");
        shown.ShouldContain("""signalbox_upstream_attempts_total{deployment="openai/gpt-4o-mini",code="upstream-timeout"} 1""");
        shown.ShouldContain("""signalbox_upstream_attempts_total{deployment="azure/gpt-4o",code="upstream-error"} 1""");
    }

    [Fact]
    public void What_a_caller_wrote_and_who_it_is_are_no_labels()
    {
        _metrics.CallEnded(Records.Success());
        for (var i = 0; i < 100; i++) _metrics.CallEnded(Records.Unknown($"canary-prompt-{i}"));

        Shown().ShouldNotContain("canary");
        _metrics.Calls.Count().ShouldBe(2);
    }

    [Fact]
    public void The_number_of_series_is_bounded_and_no_call_is_lost()
    {
        const int calls = CallMetrics.MostSeries + 500;
        for (var i = 0; i < calls; i++) _metrics.CallEnded(Records.Success($"model-{i}"));

        _metrics.Calls.Count().ShouldBeInRange(CallMetrics.MostSeries, CallMetrics.MostSeries + 1);
        _metrics.Calls.Sum(series => series.Calls.Value).ShouldBe(calls);
    }

    [Fact]
    public void A_further_call_of_a_known_series_allocates_nothing()
    {
        var record = Records.Success();
        for (var i = 0; i < 100; i++) _metrics.CallEnded(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _metrics.CallEnded(record);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Counts_from_many_threads_are_exact()
    {
        Parallel.For(0, 20_000, i => _metrics.CallEnded(Records.Success(i % 2 == 0 ? "a" : "b")));

        _metrics.Calls.Sum(series => series.Calls.Value).ShouldBe(20_000);
        _metrics.Targets.Sum(target => target.InputTokens.Sum).ShouldBe(2_000_000);
        _metrics.Targets.Sum(target => target.Overhead.Count).ShouldBe(20_000);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meters.Dispose();
    }

    private string Shown()
    {
        var output = new ArrayBufferWriter<byte>();
        var text = new PrometheusText(output);
        CallFamilies.Write(text, _metrics);
        _collector.WriteTo(text);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
