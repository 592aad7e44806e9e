using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Signalbox.Observability.Export;
using Signalbox.Observability.Tracing;
using Signalbox.Usage;

namespace Gateway.Tests.Observability;

[Collection("traces")]
public sealed class CallTracingTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Without_a_listener_there_is_no_trace()
    {
        using var tracing = new CallTracing(TelemetryOptions.Off);

        tracing.Begin(Request(), "id", "chat_completions").ShouldBeNull();
    }

    [Fact]
    public void A_call_is_a_span_under_the_caller_s_with_stages_and_attempts()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);

        using (var trace = tracing.Begin(Request(TraceParent), "id-1", "chat_completions")!)
        {
            trace.Passed("authenticate", null);
            using (var attempt = trace.BeginAttempt("eu-account", "openai", "gpt-4o-mini", 1)) attempt.Failed("upstream-error", 500);
            using (var attempt = trace.BeginAttempt("eu-account", "openai", "gpt-4o-mini", 2))
            {
                attempt.Translated("dropped=seed");
                using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example:8443/v1/chat/completions");
                attempt.Inject(request);
                trace.Answer.Read("""{"id":"chatcmpl-1","model":"gpt-4o-mini-2024-07-18","choices":[{"finish_reason":"stop","message":{"content":"canary"}}]}"""u8);
                attempt.Answered(Records.Success(), trace.Answer);
            }
            trace.End(Records.Success());
        }

        spans.Count.ShouldBe(3);
        var call = spans[2];
        (call.DisplayName, call.Kind, call.TraceId.ToString(), call.ParentSpanId.ToString())
            .ShouldBe(("chat small", ActivityKind.Server, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        call.Events.Select(e => e.Name).ShouldBe(["authenticate"]);
        Tag(call, "gen_ai.operation.name").ShouldBe("chat");
        Tag(call, "gen_ai.usage.input_tokens").ShouldBe(100L);
        Tag(call, "signalbox.request_id").ShouldBe("id-1");
        foreach (var span in new[] { call, spans[1] })
        {
            (Tag(span, "gen_ai.provider.name"), Tag(span, "signalbox.provider"), Tag(span, "gen_ai.response.model"), Tag(span, "gen_ai.response.id"))
                .ShouldBe(("openai", "eu-account", "gpt-4o-mini-2024-07-18", "chatcmpl-1"));
            Tag(span, "gen_ai.response.finish_reasons").ShouldBe(new[] { "stop" });
            (Tag(span, "gen_ai.usage.input_tokens"), Tag(span, "gen_ai.usage.output_tokens")).ShouldBe((100L, 21L));
        }
        (Tag(spans[1], "server.address"), Tag(spans[1], "server.port")).ShouldBe(("api.example", 8443));
        spans[1].Events.Single().Tags.Single().ShouldBe(new KeyValuePair<string, object?>("signalbox.translation", "dropped=seed"));
        spans.Take(2).ShouldAllBe(span => span.ParentSpanId == call.SpanId && span.Kind == ActivityKind.Client);
        (spans[0].Status, Tag(spans[0], "error.type"), spans[1].Status).ShouldBe((ActivityStatusCode.Error, "upstream-error", ActivityStatusCode.Unset));
    }

    [Fact]
    public void An_attempt_that_was_outrun_says_so_and_is_no_error()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);
        using (var trace = tracing.Begin(Request(), "id", "chat_completions")!)
        {
            using (var attempt = trace.BeginAttempt("eu-account", "openai", "gpt-4o-mini", 1)) attempt.Outrun();
            trace.End(Records.Success());
        }

        (spans[0].Status, Tag(spans[0], "signalbox.attempt.outcome"), Tag(spans[0], "error.type")).ShouldBe((ActivityStatusCode.Unset, "hedge-lost", null));
    }

    [Theory]
    [InlineData("chat_completions", "chat")]
    [InlineData("messages", "chat")]
    [InlineData("responses", "chat")]
    [InlineData("embeddings", "embeddings")]
    public void The_operation_is_the_conventions_word_for_it(string api, string operation)
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);

        using (var trace = tracing.Begin(Request(), "id", api)!) trace.End(Records.Success());

        Tag(spans.Single(), "gen_ai.operation.name").ShouldBe(operation);
    }

    [Fact]
    public void Nothing_in_a_span_tells_the_key_its_owner_or_what_a_caller_wrote()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);
        foreach (var record in new[] { Records.Success(), Records.Unknown("canary-model") })
        {
            using var trace = tracing.Begin(Request(), "id", "chat_completions")!;
            trace.End(record);
        }

        spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)).ShouldAllBe(text => !text.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_is_no_error_of_ours_and_a_failure_is()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);
        using (var trace = tracing.Begin(Request(), "id", "chat_completions")!) trace.End(Records.Unknown("x"));
        var failed = Records.Success();
        (failed.Status, failed.Code) = (CallStatus.Error, "upstream-timeout");
        using (var trace = tracing.Begin(Request(), "id", "chat_completions")!) trace.End(failed);

        spans.Select(span => (span.Status, Tag(span, "error.type"))).ShouldBe(
            [(ActivityStatusCode.Unset, "model_not_found"), (ActivityStatusCode.Error, "upstream-timeout")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_upstream_learns_the_trace_only_where_that_is_wanted(bool wanted)
    {
        using var listener = Listen([]);
        using var tracing = new CallTracing(TelemetryOptions.Off with { TellUpstreams = wanted });
        using var trace = tracing.Begin(Request(TraceParent), "id", "chat_completions")!;
        using var attempt = trace.BeginAttempt("eu-account", "openai", "gpt-4o-mini", 1);
        using var request = new HttpRequestMessage();
        attempt.Inject(request);

        request.Headers.TryGetValues("traceparent", out var values).ShouldBe(wanted);
        if (wanted) values!.Single().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Fact]
    public void A_malformed_traceparent_begins_a_trace_of_its_own()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var tracing = new CallTracing(TelemetryOptions.Off);
        using (var trace = tracing.Begin(Request("00-zz\r\n-1"), "id", "chat_completions")!) trace.End(Records.Success());

        spans.Single().ParentSpanId.ShouldBe(default);
    }

    private static object? Tag(Activity activity, string name) => activity.GetTagItem(name);

    private static HttpRequest Request(string? traceParent = null)
    {
        var request = new DefaultHttpContext().Request;
        if (traceParent is not null) request.Headers.TraceParent = traceParent;
        return request;
    }

    private static ActivityListener Listen(List<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CallTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
