using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Gateway.Tests.Observability;
using Signalbox.Core.Snapshots;
using Signalbox.Observability;
using Signalbox.Observability.Export;
using Signalbox.Observability.Tracing;
using Signalbox.Pipeline;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>The rows of the error table that need a failure from elsewhere, each over HTTP.</summary>
public sealed class ErrorTableTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Whatever_is_wrong_with_a_key_the_answer_is_the_same_to_the_byte()
    {
        var (revoked, expired) = (await IssueAsync(new { }), await IssueAsync(new { expires_at = DateTimeOffset.UtcNow.AddSeconds(1) }));
        (await fixture.Admin.PostAsync($"keys/{revoked.Id}/revoke")).Succeeded();
        await Eventually.TrueAsync(async () => (await fixture.Gateway.Caller(expired["secret"]).GetAsync("v1/models")).StatusCode == HttpStatusCode.Unauthorized);

        var answers = new List<string>();
        foreach (var key in (string?[])[null, "x", new string('k', 600), "sb-0000000000000000000000000000000000000000", revoked["secret"], expired["secret"]])
        {
            using var response = await fixture.Gateway.Caller(key).ChatAsync(fixture.Scenario.Model);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key.ToLowerInvariant() is not ("x-request-id" or "date")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order();
            answers.Add($"{string.Join('\n', headers)}\n\n{await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        answers.Distinct().Count().ShouldBe(1, string.Join("\n----\n", answers.Distinct()));
    }

    [Fact]
    public async Task An_upstream_that_accepts_and_never_secures_the_connection_is_a_504()
    {
        await using var server = RawServer.Silent();
        var model = await fixture.ModelAtAsync(new { retries = 0, timeouts = new { connect_ms = 300 } }, $"https://127.0.0.1:{server.Port}/v1");

        using var response = await fixture.Caller.ChatAsync(model);

        (await ErrorAsync(response, HttpStatusCode.GatewayTimeout)).ShouldBe("upstream-timeout");
        server.Connections.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_call_beyond_its_total_time_is_a_504_however_long_a_phase_may_take()
    {
        var model = await fixture.ModelAtAsync(new { retries = 5, timeouts = new { first_byte_ms = 60_000, total_ms = 400 } });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { NeverAnswer = true });

        using var response = await fixture.Caller.ChatAsync(model);

        (await ErrorAsync(response, HttpStatusCode.GatewayTimeout)).ShouldBe("upstream-timeout");
        fixture.Upstream.Chats.Count(c => c.Model == model).ShouldBe(1, "no time is left for another attempt");
        ((double)(await fixture.RecordAsync(response))["latency_ms"]!).ShouldBeGreaterThanOrEqualTo(399);
    }

    [Fact]
    public async Task A_stream_beyond_the_call_s_total_time_ends_in_an_error()
    {
        var model = await fixture.ModelAtAsync(new { timeouts = new { total_ms = 700 } });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { Chunks = 200, BetweenChunks = TimeSpan.FromMilliseconds(100) });

        using var response = await fixture.Caller.ChatAsync(model, stream: true);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        text.ShouldContain("upstream-timeout");
        text.ShouldNotContain("[DONE]");
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (string?)record["code"], (string?)record["usage_source"]).ShouldBe(("error", "upstream-timeout", "estimated"));
    }

    [Fact]
    public async Task What_the_upstream_says_of_when_to_come_again_is_passed_on_with_its_overload()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(503, "overloaded", retryAfter: "9"));

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);

        (await ErrorAsync(response, HttpStatusCode.ServiceUnavailable)).ShouldBe("server_is_overloaded");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_fault_of_the_gateway_is_a_500_that_tells_nothing_of_itself()
    {
        using var meters = new Meters();
        using var tracing = new CallTracing(TelemetryOptions.Off);
        var ending = new CallEnding(null!, null!, new CallMetrics(meters.Factory), new DrainCounts(meters.Factory), new PipelineOptions(), TimeProvider.System, NullLogger<CallEnding>.Instance);
        // A pipeline whose first stage is broken.
        var pipeline = new CallPipeline(null!, null!, null!, null!, null!, null!, null!, ending, tracing, new SnapshotHolder(), new PipelineOptions(), TimeProvider.System);
        await using var server = await LoopbackServer.StartAsync(context => pipeline.RunAsync(context, ApiDialects.Chat));
        using var http = new HttpClient { BaseAddress = server.Url };

        using var response = await http.PostAsync("v1/chat/completions", new StringContent("{}"), TestContext.Current.CancellationToken);

        (await ErrorAsync(response, HttpStatusCode.InternalServerError)).ShouldBe("internal-error");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Exception");
    }

    private async Task<Testing.Gateway.AdminReply> IssueAsync(object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["name"], body["team_id"]) = (fixture.Name("key"), fixture.Scenario.TeamId);
        return await fixture.MakeAsync("keys", body);
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, text);
        response.Headers.GetValues("x-request-id").Single().Length.ShouldBe(26);
        return (string?)JsonNode.Parse(text)!["error"]!["code"];
    }
}
