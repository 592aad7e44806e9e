using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Observability;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Routing;

/// <summary>Calls that are sent to a second member when the first has nothing to say for a while.</summary>
public sealed class HedgingTests(TestDatabase databases)
{
    private static readonly UpstreamBehavior Silent = new() { BeforeFirstByte = TimeSpan.FromMinutes(5), BeforeHeaders = TimeSpan.FromMilliseconds(10) };

    [Theory]
    [InlineData(true, "openai_compatible", "openai_compatible")]
    [InlineData(false, "openai_compatible", "openai_compatible")]
    [InlineData(true, "openai_compatible", "anthropic")]
    [InlineData(false, "anthropic", "gemini")]
    public async Task The_second_member_serves_a_call_that_the_first_lets_wait_and_the_first_is_canceled_and_told_of(bool stream, string first, string second)
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c", kind: first);
        await routing.AddModelAsync("d", kind: second);
        await HedgeAsync(routing, 200, 100, "c", "d");
        routing.Set("c", Silent);
        routing.Set("d", new UpstreamBehavior { Text = "From the second." });
        var (caller, key) = await BudgetedKeyAsync(routing);

        using var response = await caller.ChatAsync(RoutingGateway.Group, stream: stream, usage: stream);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        if (!stream) ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["choices"]![0]!["message"]!["content"]).ShouldBe("From the second.");
        else (await response.ReadStreamAsync()).ShouldSatisfyAllConditions(read => read.Text.ShouldBe("From the second."), read => read.IsDone.ShouldBeTrue());
        (RoutingGateway.Header(response, "x-signalbox-deployment"), RoutingGateway.Header(response, "x-signalbox-route-reason"), RoutingGateway.Header(response, "x-signalbox-attempts"))
            .ShouldBe(("p-d/up-d", "hedged", "2"));
        await routing.Upstream.Requests.Single(c => c.Model == "up-c").WhenAborted.WaitAsync(TimeSpan.FromSeconds(20));
        var record = await routing.RecordAsync(response);
        ((string?)record["status"], (long)record["attempts"]!, (string?)record["deployment"], (string?)record["route_reason"]).ShouldBe(("success", 2L, "p-d/up-d", "hedged"));
        var attempts = record["attempt_details"]!.AsArray();
        attempts.Select(attempt => ((string?)attempt!["deployment"], (string?)attempt["error"])).ShouldBe([("p-c/up-c", "hedge-lost"), ("p-d/up-d", null)]);
        ((long)attempts[0]!["tokens_input"]! > 0, (long)attempts[0]!["tokens_output"]!, (long)attempts[0]!["cost_micros"]! > 0, attempts[1]!["cost_micros"]).ShouldBe((true, 0, true, null));
        (await LedgerAsync(routing)).ShouldBe([("p-c", 1, 1, 0, 1), ("p-d", 1, 1, 0, 0)], ignoreOrder: true);
        var metrics = await routing.MetricsAsync();
        metrics.ShouldContain("""signalbox_hedges_total{outcome="second"} 1""");
        metrics.ShouldMatch(@"(?m)^signalbox_hedge_lost_cost_usd_total \S*[1-9]");
        // What the answer cost, once; and nothing is held any more.
        await BudgetIsAsync(routing, key, (long)record["cost_micros"]!);
    }

    [Fact]
    public async Task A_first_member_that_is_quicker_after_all_keeps_the_call_and_the_second_is_canceled()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 100, 100);
        routing.Set("a", new UpstreamBehavior { BeforeFirstByte = TimeSpan.FromSeconds(3) });
        routing.Set("b", Silent);

        using var response = await routing.Caller.ChatAsync(RoutingGateway.Group, stream: true);
        (await response.ReadStreamAsync()).IsDone.ShouldBeTrue();

        (RoutingGateway.Header(response, "x-signalbox-deployment"), RoutingGateway.Header(response, "x-signalbox-route-reason"), RoutingGateway.Header(response, "x-signalbox-attempts"))
            .ShouldBe(("p-a/up-a", "static", "2"));
        await routing.Upstream.Chats.Single(c => c.Model == "up-b").WhenAborted.WaitAsync(TimeSpan.FromSeconds(20));
        var record = await routing.RecordAsync(response);
        record["attempt_details"]!.AsArray().Select(attempt => ((string?)attempt!["deployment"], (string?)attempt["error"])).ShouldBe([("p-b/up-b", "hedge-lost"), ("p-a/up-a", null)]);
        (await routing.MetricsAsync()).ShouldContain("""signalbox_hedges_total{outcome="first"} 1""");
    }

    [Fact]
    public async Task A_call_that_is_answered_in_time_is_sent_once()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 60_000, 100);

        for (var i = 0; i < 3; i++) (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "static"));
        using var stream = await routing.Caller.ChatAsync(RoutingGateway.Group, stream: true);
        (await stream.ReadStreamAsync()).IsDone.ShouldBeTrue();

        routing.Upstream.Chats.Count.ShouldBe(4);
        (await routing.MetricsAsync()).ShouldContain("""signalbox_hedges_total{outcome="second"} 0""");
    }

    [Fact]
    public async Task When_one_fails_the_other_goes_on_and_when_both_do_the_third_is_tried()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c");
        await HedgeAsync(routing, 100, 100, "a", "b", "c");
        routing.Set("a", UpstreamBehavior.Error(500, "{}") with { BeforeHeaders = TimeSpan.FromSeconds(3) });
        routing.Set("b", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(5) });
        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "hedged"));

        routing.Set("b", UpstreamBehavior.Error(500, "{}"));
        using (var response = await routing.Caller.ChatAsync(RoutingGateway.Group))
        {
            (RoutingGateway.Header(response, "x-signalbox-deployment"), RoutingGateway.Header(response, "x-signalbox-route-reason"), RoutingGateway.Header(response, "x-signalbox-attempts"))
                .ShouldBe(("p-c/up-c", "failover", "3"));
            (await routing.RecordAsync(response))["attempt_details"]!.AsArray().Select(attempt => ((string?)attempt!["deployment"], (int?)attempt["status"], (string?)attempt["error"]))
                .ShouldBe([("p-b/up-b", 500, "upstream-error"), ("p-a/up-a", 500, "upstream-error"), ("p-c/up-c", 200, null)]);
        }

        routing.Set("a", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(3) });
        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "static"));
    }

    [Fact]
    public async Task A_request_that_the_first_member_finds_at_fault_is_answered_with_that_at_once()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 100, 100);
        routing.Set("a", UpstreamBehavior.OpenAIError(400, "context_length_exceeded") with { BeforeHeaders = TimeSpan.FromSeconds(3) });
        routing.Set("b", Silent);

        using var response = await routing.Caller.ChatAsync(RoutingGateway.Group);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("context_length_exceeded");
        await routing.Upstream.Chats.Single(c => c.Model == "up-b").WhenAborted.WaitAsync(TimeSpan.FromSeconds(20));
        (await routing.RecordAsync(response))["attempt_details"]!.AsArray().Select(attempt => ((string?)attempt!["deployment"], (string?)attempt["error"]))
            .ShouldBe([("p-b/up-b", "hedge-lost"), ("p-a/up-a", "upstream-rejected")]);
        (await LedgerAsync(routing)).ShouldBe([("p-a", 1, 0, 1, 0), ("p-b", 1, 1, 0, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task No_more_than_the_share_of_the_calls_is_sent_twice()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 50, 50);
        routing.Set("a", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(2) });

        var served = new List<string?>();
        for (var i = 0; i < 6; i++) served.Add((await routing.CallAsync()).Deployment);

        served.ShouldBe(["p-a/up-a", "p-b/up-b", "p-a/up-a", "p-b/up-b", "p-a/up-a", "p-b/up-b"]);
        routing.Upstream.Chats.Count.ShouldBe(9);
        (await routing.MetricsAsync()).ShouldContain("""signalbox_hedges_total{outcome="over-share"} 3""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_that_leaves_cancels_both_and_what_it_held_of_its_limits_is_free_again(bool stream)
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 100, 100);
        foreach (var name in new[] { "a", "b" }) routing.Set(name, Silent);
        var (caller, key) = await BudgetedKeyAsync(routing);
        using var leaving = new CancellationTokenSource();
        var call = caller.ChatAsync(RoutingGateway.Group, stream: stream, cancellationToken: leaving.Token);
        await Eventually.TrueAsync(() => routing.Upstream.Chats.Count == 2);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        foreach (var chat in routing.Upstream.Chats) await chat.WhenAborted.WaitAsync(TimeSpan.FromSeconds(20));
        var record = (await Eventually.ValueAsync(() => routing.Admin.ListAsync("requests"), calls => calls.Count == 1)).Single();
        ((string?)record["status"], (long)record["attempts"]!).ShouldBe(("disconnected", 2L));
        (await LedgerAsync(routing)).ShouldBe([("p-a", 1, 1, 0, 1), ("p-b", 1, 1, 0, 1)], ignoreOrder: true);
        (await routing.MetricsAsync()).ShouldContain("""signalbox_hedges_total{outcome="left"} 1""");
        foreach (var name in new[] { "a", "b" }) ((long)(await routing.HealthAsync(name))["in_flight"]!).ShouldBe(0);
        await BudgetIsAsync(routing, key, (long?)record["cost_micros"] ?? 0);
    }

    [Fact]
    public async Task An_answer_under_way_alone_is_read_on_for_a_caller_that_left_as_its_provider_says()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 60_000, 100);
        var provider = (await routing.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "p-a")["id"];
        (await routing.Admin.PatchAsync($"providers/{provider}", new { disconnect = new { policy = "drain", max_seconds = 60 } }, (await routing.Admin.GetAsync($"providers/{provider}")).ETag)).Succeeded();
        routing.Set("a", new UpstreamBehavior { BeforeFirstByte = TimeSpan.FromSeconds(2) });
        using var leaving = new CancellationTokenSource();
        var call = routing.Caller.ChatAsync(RoutingGateway.Group, stream: true, cancellationToken: leaving.Token);
        await routing.Upstream.ChatAsync();

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        var record = (await Eventually.ValueAsync(() => routing.Admin.ListAsync("requests"), calls => calls.Count == 1)).Single();
        ((string?)record["status"], (string?)record["code"], (string?)record["usage_source"]).ShouldBe(("disconnected", "client-disconnected-drained", "provider"));
    }

    [Fact]
    public async Task A_response_that_is_kept_is_asked_for_once_and_one_that_is_not_may_be_hedged()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await HedgeAsync(routing, 50, 100);
        routing.Set("a", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(2) });

        using var kept = await routing.Caller.PostAsync("v1/responses", new { model = RoutingGateway.Group, input = "Hello" });
        using var unkept = await routing.Caller.PostAsync("v1/responses", new { model = RoutingGateway.Group, input = "Hello", store = false, stream = true });

        RoutingGateway.Header(kept, "x-signalbox-deployment").ShouldBe("p-a/up-a");
        RoutingGateway.Header(kept, "x-signalbox-attempts").ShouldBe("1");
        RoutingGateway.Header(unkept, "x-signalbox-deployment").ShouldBe("p-b/up-b");
        (await unkept.Content.ReadAsStringAsync()).ShouldContain("response.completed");
    }

    [Fact]
    public async Task A_member_of_weight_zero_is_not_asked_before_all_others_have_failed()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c");
        (await routing.MakeGroupAsync("weighted", new
        {
            hedge = new { after_ms = 50, max_percent = 100 },
            members = new object[] { new { model = "a", weight = 1 }, new { model = "b", weight = 1 }, new { model = "c", weight = 0 } },
        })).Succeeded();
        routing.Set("a", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(2) });
        routing.Set("b", UpstreamBehavior.OpenAIError(429, "rate_limit_exceeded", retryAfter: "600"));
        // Whichever comes first: after these, b is throttled and stays so.
        await Eventually.TrueAsync(async () => (await routing.CallAsync()).Status == 200 && (string?)(await routing.HealthAsync("b"))["health"] == "throttled");

        (await routing.CallAsync()).Deployment.ShouldBe("p-a/up-a");

        routing.Upstream.Chats.ShouldNotContain(c => c.Model == "up-c");
        (await routing.MetricsAsync()).ShouldMatch("signalbox_hedges_total\\{outcome=\"no-member\"\\} 1");
    }

    [Fact]
    public async Task A_caller_of_a_stream_hears_something_while_two_attempts_are_silent()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, configuration: "server: { keep_alive_seconds: 1 }");
        await HedgeAsync(routing, 100, 100);
        routing.Set("a", UpstreamBehavior.Error(500, "{}") with { BeforeHeaders = TimeSpan.FromSeconds(1) });
        routing.Set("b", new UpstreamBehavior { BeforeFirstByte = TimeSpan.FromSeconds(5) });

        using var response = await routing.Caller.ChatAsync(RoutingGateway.Group, stream: true);
        var read = await response.ReadStreamAsync();

        read.Events.TakeWhile(e => e.Comment is not null).Count().ShouldBeGreaterThanOrEqualTo(2);
        (read.Text, read.IsDone).ShouldBe(("Hello from the fake upstream.", true));
        ((string?)(await routing.RecordAsync(response))["deployment"]).ShouldBe("p-b/up-b");
    }

    [Fact]
    public async Task A_kill_while_two_attempts_are_under_way_is_told_of_at_both_providers()
    {
        await using var routing = await RoutingGateway.StartAsync(databases, ownProcess: true);
        await HedgeAsync(routing, 100, 100);
        foreach (var name in new[] { "a", "b" }) routing.Set(name, Silent);
        var call = routing.Caller.ChatAsync(RoutingGateway.Group);
        await Eventually.TrueAsync(() => routing.Upstream.Chats.Count == 2);

        await routing.Gateway.KillAsync();
        await Should.ThrowAsync<HttpRequestException>(() => call);
        await routing.Gateway.StartAgainAsync();

        var record = (await Eventually.ValueAsync(() => routing.Admin.ListAsync("requests"), calls => calls.Count == 1)).Single();
        ((string?)record["status"], (long)record["attempts"]!).ShouldBe(("interrupted", 2L));
        var ledger = await Eventually.ValueAsync(() => LedgerAsync(routing), lines => lines.Length == 2);
        ledger.ShouldBe([("p-a", 1, 0, 0, 0), ("p-b", 1, 0, 0, 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_by_name()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var made = await HedgeAsync(routing, 100, 10);
        ((int)made.Json["hedge"]!["after_ms"]!, (int)made.Json["hedge"]!["max_percent"]!).ShouldBe((100, 10));

        foreach (var (json, field, says) in new[]
        {
            ("""{"hedge":{"after_ms":9}}""", "hedge.after_ms", "between 10 and 60,000"),
            ("""{"hedge":{"max_percent":0}}""", "hedge.max_percent", "between 1 and 100"),
            ("""{"hedge":{"max_percent":101}}""", "hedge.max_percent", "between 1 and 100"),
            ("""{"members":[{"model":"a"}]}""", "hedge", "a second member"),
            ("""{"strategy":"weighted","members":[{"model":"a"},{"model":"b","weight":0}]}""", "hedge", "weight is above 0"),
            ("""{"strategy":"ab"}""", "hedge", "judged by the calls"),
            ("""{"strategy":"primary"}""", "hedge", "judged by the calls"),
        })
        {
            var reply = await routing.Admin.PatchAsync($"route-groups/{made.Id}", JsonNode.Parse(json)!, made.ETag);

            reply.Status.ShouldBe(HttpStatusCode.BadRequest, json);
            var (name, texts) = reply.Json["errors"]!.AsObject().Single();
            name.ShouldBe(field, json);
            texts!.ToJsonString().ShouldContain(says);
        }
        (await routing.Admin.PatchAsync($"route-groups/{made.Id}", JsonNode.Parse("""{"hedge":{"after":5}}""")!, made.ETag)).Text.ShouldContain("hedge.after");
        (await routing.Admin.PatchAsync($"route-groups/{made.Id}", JsonNode.Parse("""{"hedge":null}""")!, made.ETag)).Succeeded().Json["hedge"].ShouldBeNull();
    }

    [Fact]
    public async Task The_span_of_an_attempt_that_was_outrun_says_so_and_is_no_error()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var routing = await RoutingGateway.StartAsync(databases, ownProcess: true, environment: new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint, ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        await HedgeAsync(routing, 100, 100);
        foreach (var stream in new[] { true, false })
        {
            routing.Set("a", Silent);
            using var response = await routing.Caller.ChatAsync(RoutingGateway.Group, stream: stream);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            await response.Content.ReadAsStringAsync();
            await Eventually.TrueAsync(() => collector.Spans.Count(span => span.Name == $"chat {RoutingGateway.Group}") == (stream ? 1 : 2));
        }
        var outrun = collector.Spans.Where(span => span.Name == "chat up-a").ToList();
        var winners = collector.Spans.Where(span => span.Name == "chat up-b").ToList();
        (outrun.Count, winners.Count).ShouldBe((2, 2));
        outrun.ShouldAllBe(span => span.Attributes["signalbox.attempt.outcome"] == "hedge-lost" && span.Status == 0 && !span.Attributes.ContainsKey("error.type"));
        winners.ShouldAllBe(span => !span.Attributes.ContainsKey("signalbox.attempt.outcome") && span.Attributes["http.response.status_code"] == "200");
        collector.Spans.ShouldAllBe(span => span.Status == 0);

        routing.Set("a", UpstreamBehavior.Error(500, "{}") with { BeforeHeaders = TimeSpan.FromSeconds(1) });
        routing.Set("b", new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(3) });
        (await routing.CallAsync()).Deployment.ShouldBe("p-b/up-b");

        // What failed before the other had anything is an error, and was not outrun.
        var failed = await Eventually.ValueAsync(() => Task.FromResult(collector.Spans.Where(span => span.Name == "chat up-a").ToList()), spans => spans.Count == 3);
        failed.Single(span => !outrun.Select(lost => lost.SpanId).Contains(span.SpanId)).ShouldSatisfyAllConditions(
            span => span.Status.ShouldBe(2), span => span.Attributes["error.type"].ShouldBe("upstream-error"), span => span.Attributes.ContainsKey("signalbox.attempt.outcome").ShouldBeFalse());
    }

    private static async Task<AdminReply> HedgeAsync(RoutingGateway routing, int afterMs, int maxPercent, params string[] members)
    {
        var made = await routing.MakeGroupAsync(more: new { hedge = new { after_ms = afterMs, max_percent = maxPercent } }, members: members);
        return (await routing.Admin.GetAsync($"route-groups/{made.Id}")).Succeeded();
    }

    private static async Task<(CallerClient Caller, string Id)> BudgetedKeyAsync(RoutingGateway routing)
    {
        var key = (await routing.Admin.PostAsync("keys", new { team_id = routing.Scenario.TeamId, name = "budgeted", budget = new { amount = 10, period = "day" } })).Succeeded();
        return (routing.Gateway.Caller(key["secret"]), key.Id);
    }

    private static Task BudgetIsAsync(RoutingGateway routing, string key, long micros) => Eventually.TrueAsync(async () =>
    {
        var standing = (await routing.Admin.GetAsync($"limits/explain?key={key}")).Succeeded().Json["limits"]!.AsArray().Single()!;
        return (long)standing["reserved"]! == 0 && (long)standing["taken"]! == micros;
    });

    private static async Task<(string? Provider, long Dispatched, long Settled, long Failed, long Disconnected)[]> LedgerAsync(RoutingGateway routing)
    {
        var ledger = JsonNode.Parse(await routing.Gateway.ReadAsync("admin/reports/api/ledger?since=1h"))!;
        return [.. ledger["providers"]!.AsArray().Select(line => ((string?)line!["provider"], (long)line["dispatched"]!, (long)line["settled"]!, (long)line["failed"]!, (long)line["disconnected"]!))];
    }
}
