using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Observability;

/// <summary>What the running gateway says about itself, and what it must not say.</summary>
public sealed class OperationsTests(TestDatabase database) : IAsyncLifetime
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Prompt = "canary-prompt-7f3a";
    private const string Credential = "sk-canary-credential-7f3a";

    private OtlpReceiver _collector = null!;
    private FakeUpstream _upstream = null!;
    private GatewayProcess _gateway = null!;
    private GatewayScenario _scenario = null!;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpReceiver.StartAsync();
        _upstream = await FakeUpstream.StartAsync();
        _upstream.RequiredKey = Credential;
        _gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await database.CreateAsync(),
            Environment = new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Endpoint, ["OTEL_METRIC_EXPORT_INTERVAL"] = "300", ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            },
        });
        _scenario = await GatewayScenario.CreateAsync(_gateway.Admin, _upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_need_the_permission_and_count_the_calls()
    {
        (await _gateway.Http.GetAsync("metrics")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync(_scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CallAsync(Prompt)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var response = await MetricsAsync();
        var metrics = await response.Content.ReadAsStringAsync();

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        metrics.ShouldContain($$"""signalbox_requests_total{api="chat_completions",model="{{_scenario.Model}}",provider="upstream",upstream_model="gpt-4o-mini",status="success",http_status="200",code="",stream="false"} 1""");
        metrics.ShouldContain("""status="refused",http_status="404",code="model_not_found",stream="false"} 1""");
        metrics.ShouldContain("\nsignalbox_journal_available 1\n");
        metrics.ShouldContain("\n# TYPE kestrel_active_connections gauge\n");
        metrics.ShouldMatch("\nsignalbox_upstream_connections_opened_total [1-9]");
        metrics.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).ShouldBeUnique();
    }

    [Fact]
    public async Task A_call_s_trace_hangs_under_the_caller_s_and_the_upstream_is_not_told()
    {
        _upstream.Enqueue(new UpstreamBehavior { Status = 503, Body = ["{}"u8.ToArray()] });
        (await CallAsync(_scenario.Model, TraceParent)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Eventually.TrueAsync(() => _collector.Spans.Count >= 3);

        var call = _collector.Spans.Single(span => span.Name == $"chat {_scenario.Model}");
        (call.TraceId, call.ParentId).ShouldBe(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        _collector.Spans.Where(span => span.ParentId == call.SpanId).Select(span => span.Name).ShouldBe(["chat gpt-4o-mini", "chat gpt-4o-mini"]);
        (call.Attributes["gen_ai.provider.name"], call.Attributes["signalbox.provider"], call.Attributes["gen_ai.operation.name"]).ShouldBe(("openai", "upstream", "chat"));
        var answered = _collector.Spans.Single(span => span.ParentId == call.SpanId && !span.Attributes.ContainsKey("error.type"));
        (answered.Attributes["gen_ai.usage.input_tokens"], answered.Attributes["server.address"], answered.Attributes["server.port"])
            .ShouldBe(("20", "127.0.0.1", _upstream.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        answered.Attributes["gen_ai.response.model"].ShouldBe("gpt-4o-mini");
        answered.Attributes["gen_ai.response.id"].ShouldNotBeEmpty();
        _upstream.Chats.ShouldAllBe(chat => !chat.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task No_secret_and_no_content_is_in_metrics_traces_or_logs()
    {
        await CallAsync(_scenario.Model);
        await CallAsync(Prompt);
        using (var unknown = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions"))
        {
            unknown.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sb-canary-unknown-key-7f3a");
            (await _gateway.Http.SendAsync(unknown)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        await Eventually.TrueAsync(() => _collector.Spans.Count >= 4 && _collector.MetricNames.Contains("signalbox.requests"));
        using var response = await MetricsAsync();

        foreach (var said in new[] { await response.Content.ReadAsStringAsync(), _collector.Raw, _gateway.Output })
        {
            said.ShouldNotContain("-7f3a");
            said.ShouldNotContain(_scenario.Key);
            said.ShouldNotContain("web-dev");
        }
    }

    [Fact]
    public async Task A_refusal_is_logged_as_JSON_with_id_and_code_only()
    {
        using var refused = await CallAsync(Prompt);
        var id = refused.Headers.GetValues("x-request-id").Single();

        var line = await Eventually.ValueAsync(
            () => Task.FromResult(_gateway.Output.Split('\n').FirstOrDefault(l => l.Contains(id, StringComparison.Ordinal))), l => l is not null);

        var json = JsonNode.Parse(line!)!;
        ((string?)json["level"], (int)json["event_id"]!, (string?)json["request_id"], (string?)json["code"]).ShouldBe(("information", 501, id, "model_not_found"));
        json.AsObject().Select(p => p.Key).ShouldBe(["time", "level", "event_id", "event", "category", "message", "request_id", "code"]);
    }

    private async Task<HttpResponseMessage> CallAsync(string model, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = new StringContent($$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{Prompt}}"}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _scenario.Key);
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);
        return await _gateway.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> MetricsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.AdminKey);
        return await _gateway.Http.SendAsync(request);
    }
}
