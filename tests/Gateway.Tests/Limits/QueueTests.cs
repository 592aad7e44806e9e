using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Limits;

/// <summary>Calls that wait for room instead of being refused: until there is some, they leave, or have waited long enough.</summary>
public sealed class QueueTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_call_waits_for_a_place_and_is_told_how_long_it_did()
    {
        var (caller, id) = await KeyAsync(new { concurrency = 1, queue = new { depth = 5, max_wait_ms = 60_000 } });
        await using var held = await HoldAsync(caller);
        var waiting = caller.ChatAsync(fixture.Scenario.Model);
        var line = await WaitingAsync(id, 1);
        ((string?)line["limit"], (int)line["depth"]!, (string?)line["waiting"]![0]!["key_id"], (int)line["waiting"]![0]!["position"]!).ShouldBe(("concurrency", 5, id, 1));

        await held.DisposeAsync();

        using var served = await waiting;
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Headers.GetValues("x-signalbox-queue-position").Single().ShouldBe("1");
        long.Parse(served.Headers.GetValues("x-signalbox-queue-wait-ms").Single()).ShouldBePositive();
        (await fixture.RecordAsync(served))["reason_codes"]!.AsArray().Select(word => (string?)word).First().ShouldBe("queued");
        await WaitingAsync(id, 0);
    }

    [Fact]
    public async Task Higher_priorities_are_served_first_and_a_full_line_refuses()
    {
        var team = await fixture.MakeAsync("teams", new { organization_id = fixture.Scenario.OrganizationId, name = fixture.Name("queued"), limits = new { concurrency = 1, queue = new { depth = 2, max_wait_ms = 60_000 } } });
        var low = await fixture.MakeAsync("keys", new { team_id = team.Id, name = "low", limits = new { priority = 1 } });
        var high = await fixture.MakeAsync("keys", new { team_id = team.Id, name = "high", limits = new { priority = 9 } });
        var (one, two) = (fixture.Gateway.Caller(low["secret"]), fixture.Gateway.Caller(high["secret"]));
        await using var held = await HoldAsync(one);
        var patient = one.ChatAsync(fixture.Scenario.Model);
        await WaitingAsync(team.Id, 1);
        var urgent = two.ChatAsync(fixture.Scenario.Model);
        var line = await WaitingAsync(team.Id, 2);
        line["waiting"]!.AsArray().Select(call => (string?)call!["key"]).ShouldBe(["high", "low"]);

        using (var refused = await one.ChatAsync(fixture.Scenario.Model))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.Contains("Retry-After").ShouldBeTrue();
            (await refused.Content.ReadAsStringAsync()).ShouldContain("wait for it already");
        }
        await held.DisposeAsync();
        using var first = await urgent;
        using var second = await patient;
        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        first.Headers.GetValues("x-signalbox-queue-position").Single().ShouldBe("1");
    }

    [Theory]
    [InlineData("v1/chat/completions")]
    [InlineData("v1/messages")]
    [InlineData("v1/responses")]
    public async Task Whoever_has_waited_long_enough_is_refused_in_its_own_words(string path)
    {
        var (caller, id) = await KeyAsync(new { concurrency = 1, queue = new { max_wait_ms = 60_000 } });
        await using var held = await HoldAsync(caller);
        using var content = JsonContent(path);
        content.Headers.Add("x-signalbox-max-wait", "0.2");
        using var response = await caller.PostAsync(path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.Contains("Retry-After").ShouldBeTrue();
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["type"]).ShouldBe("rate_limit_error");
        ((string?)error["message"])!.ShouldContain("its turn has not come");
        (await fixture.RecordAsync(response))["reason_codes"]!.AsArray().Select(word => (string?)word).ShouldBe(["concurrency-queue-expired", "at-key"]);
        await WaitingAsync(id, 0);
    }

    [Fact]
    public async Task Whoever_leaves_gives_its_place_up_at_once()
    {
        var (caller, id) = await KeyAsync(new { concurrency = 1, queue = new { depth = 1, max_wait_ms = 60_000 } });
        await using var held = await HoldAsync(caller);
        using (var leave = new CancellationTokenSource())
        {
            var waiting = caller.ChatAsync(fixture.Scenario.Model, cancellationToken: leave.Token);
            await WaitingAsync(id, 1);
            await leave.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        }
        await WaitingAsync(id, 0);

        var next = caller.ChatAsync(fixture.Scenario.Model);
        await WaitingAsync(id, 1);
        await held.DisposeAsync();
        using var served = await next;
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_waits_for_what_no_waiting_helps_against()
    {
        var (caller, _) = await KeyAsync(new { rpm = 100, quotas = new[] { new { requests = 1, period = "day" } }, queue = new { max_wait_ms = 60_000 } });
        using (var served = await caller.ChatAsync(fixture.Scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var refused = await caller.ChatAsync(fixture.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var (small, _) = await KeyAsync(new { tpm = 5, queue = new { max_wait_ms = 60_000 } });
        using (var refused = await small.ChatAsync(fixture.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("""{"limits":{"rpm":1,"queue":{"depth":0}}}""", "limits.queue.depth")]
    [InlineData("""{"limits":{"rpm":1,"queue":{"max_wait_ms":99}}}""", "limits.queue.max_wait_ms")]
    [InlineData("""{"limits":{"queue":{}}}""", "limits.queue")]
    [InlineData("""{"limits":{"priority":10}}""", "limits.priority")]
    public async Task What_makes_no_sense_is_refused_by_name(string json, string field)
    {
        var team = (await fixture.Admin.GetAsync($"teams/{fixture.Scenario.TeamId}")).Succeeded();
        var reply = await fixture.Admin.PatchAsync($"teams/{fixture.Scenario.TeamId}", JsonNode.Parse(json)!, team.ETag);
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    private HttpContent JsonContent(string path) => System.Net.Http.Json.JsonContent.Create(path switch
    {
        "v1/responses" => new JsonObject { ["model"] = fixture.Scenario.Model, ["input"] = "Hi" },
        _ => new JsonObject { ["model"] = fixture.Scenario.Model, ["max_tokens"] = 10, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) },
    });

    /// <summary>A call that is under way until it is disposed of.</summary>
    private async Task<Held> HoldAsync(CallerClient caller)
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.OpenWithHeartbeats });
        return new Held(await caller.ChatAsync(fixture.Scenario.Model, stream: true));
    }

    /// <summary>The line of a scope once so many wait in it.</summary>
    private async Task<JsonNode> WaitingAsync(string scopeId, int count)
    {
        var lines = await Eventually.ValueAsync(
            async () => (await fixture.Admin.GetAsync("limits/queues")).Succeeded().Json["queues"]!.AsArray(),
            queues => (queues.SingleOrDefault(one => (string?)one!["scope_id"] == scopeId) is { } line ? (int)line["count"]! : 0) == count, TimeSpan.FromSeconds(30), $"{count} wait");
        return lines.SingleOrDefault(one => (string?)one!["scope_id"] == scopeId) ?? new JsonObject();
    }

    private async Task<(CallerClient Caller, string Id)> KeyAsync(object limits)
    {
        var key = await fixture.MakeAsync("keys", new { team_id = fixture.Scenario.TeamId, name = fixture.Name("queued"), limits });
        return (fixture.Gateway.Caller(key["secret"]), key.Id);
    }

    private sealed class Held(HttpResponseMessage response) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            response.Dispose();
            return default;
        }
    }
}
