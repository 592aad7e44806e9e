using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Limits;

/// <summary>Limits on the request path: who is refused, how, and that every way a call can end gives back what it held.</summary>
public sealed class LimitTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_call_beyond_the_rate_is_a_429_with_all_that_a_client_needs_R13_R19()
    {
        var (caller, id) = await KeyAsync(new { rpm = 3 });
        for (var i = 0; i < 3; i++)
        {
            using var served = await caller.ChatAsync(fixture.Scenario.Model);
            served.StatusCode.ShouldBe(HttpStatusCode.OK);
            Header(served, "x-ratelimit-limit-requests").ShouldBe("3");
            Header(served, "x-ratelimit-remaining-requests").ShouldBe($"{2 - i}");
        }
        var before = fixture.Upstream.Count;

        using var refused = await caller.ChatAsync(fixture.Scenario.Model);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["code"], (string?)error["type"]).ShouldBe(("rate_limit_exceeded", "rate_limit_error"));
        ((string?)error["message"])!.ShouldContain("requests-per-minute of the key");
        long.Parse(Header(refused, "Retry-After")!).ShouldBeInRange(1, 63);
        Header(refused, "x-ratelimit-remaining-requests").ShouldBe("0");
        long.Parse(Header(refused, "x-ratelimit-reset-requests")!).ShouldBeInRange(1, 63);
        fixture.Upstream.Count.ShouldBe(before);
        var record = await fixture.RecordAsync(refused);
        record["reason_codes"]!.AsArray().Select(word => (string?)word).ShouldBe(["requests-per-minute-exceeded", "at-key"]);
        (await TakenAsync(id, "requests-per-minute")).ShouldBe(3);
    }

    [Theory]
    [InlineData("v1/chat/completions")]
    [InlineData("v1/messages")]
    [InlineData("v1/responses")]
    [InlineData("v1/embeddings")]
    public async Task Every_dialect_refuses_in_its_own_words(string path)
    {
        var (caller, _) = await KeyAsync(new { tpm = 1 });
        JsonNode body = path switch
        {
            "v1/messages" => new JsonObject { ["model"] = fixture.Scenario.Model, ["max_tokens"] = 10, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) },
            "v1/responses" or "v1/embeddings" => new JsonObject { ["model"] = fixture.Scenario.Model, ["input"] = "Hi" },
            _ => new JsonObject { ["model"] = fixture.Scenario.Model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) },
        };

        using var response = await caller.PostAsync(path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        long.Parse(Header(response, "Retry-After")!).ShouldBePositive();
        Header(response, "x-ratelimit-limit-tokens").ShouldBe("1");
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["type"]).ShouldBe("rate_limit_error");
        ((string?)error["code"]).ShouldBe("rate_limit_exceeded");
        ((string?)error["message"])!.ShouldContain("more than there ever is");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData(429, HttpStatusCode.TooManyRequests)]
    public async Task A_used_up_quota_is_a_403_or_by_setting_a_429(int? status, HttpStatusCode expected)
    {
        var (caller, _) = await KeyAsync(new { quotas = new[] { new { requests = 1, period = "month" } }, time_zone = "Europe/Berlin", quota_status = status });
        using var served = await caller.ChatAsync(fixture.Scenario.Model);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var refused = await caller.ChatAsync(fixture.Scenario.Model);

        refused.StatusCode.ShouldBe(expected);
        refused.Headers.Contains("Retry-After").ShouldBe(status == 429);
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["code"]).ShouldBe("quota-exceeded");
        DateTimeOffset.Parse((string)error["resets_at"]!).ShouldBeGreaterThan(DateTimeOffset.UtcNow);
    }

    /// <summary>R01: calls that run at once may not spend more together than there is.</summary>
    [Fact]
    public async Task A_burst_cannot_spend_more_than_the_budget_R01()
    {
        // 20 tokens in and 10 out cost 9 micro-dollars; a cap of 100 may cost 60 and some for the prompt.
        var (caller, id) = await KeyAsync(null, new { amount = 0.0002m, period = "day" });
        fixture.Upstream.WhenModel(GatewayScenario.UpstreamModel, new UpstreamBehavior { BeforeHeaders = TimeSpan.FromSeconds(3) });
        try
        {
            var calls = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => caller.PostAsync("v1/chat/completions", new
            {
                model = fixture.Scenario.Model, max_tokens = 100, messages = new[] { new { role = "user", content = "Hello" } },
            })));
            calls.Count(call => call.StatusCode == HttpStatusCode.OK).ShouldBeInRange(1, 3);
            var refused = calls.First(call => call.StatusCode != HttpStatusCode.OK);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!;
            ((string?)error["code"], (string?)error["type"]).ShouldBe(("budget-exceeded", "insufficient_quota"));
            (await TakenAsync(id, "cost-per-day")).ShouldBe(9 * calls.Count(call => call.StatusCode == HttpStatusCode.OK));
            foreach (var call in calls) call.Dispose();
        }
        finally
        {
            fixture.Upstream.Forget();
        }
    }

    /// <summary>R11: a path that forgot to give a place back made a key useless after as many calls as it had places.</summary>
    [Theory]
    [InlineData("answer")]
    [InlineData("stream")]
    [InlineData("translated")]
    [InlineData("translated-stream")]
    [InlineData("upstream-error")]
    [InlineData("upstream-rejects")]
    [InlineData("reset")]
    [InlineData("truncated")]
    [InlineData("disconnect")]
    [InlineData("disconnect-before-answer")]
    [InlineData("nothing-eligible")]
    [InlineData("not-allowed")]
    [InlineData("malformed")]
    public async Task A_place_is_free_again_however_a_call_ends_R11_R02_R30(string way)
    {
        var (caller, id) = await KeyAsync(new { concurrency = 1, tpm = 1_000_000 });
        for (var round = 0; round < 2; round++)
        {
            await EndAsync(caller, way);
            await Eventually.ValueAsync(() => StandingAsync(id, "concurrency"), standing => (long)standing["reserved"]! == 0 && (long)standing["taken"]! == 0);
        }
        ((long)(await StandingAsync(id, "tokens-per-minute"))["reserved"]!).ShouldBe(0);

        using var last = await caller.ChatAsync(fixture.Scenario.Model);
        last.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_at_once_beyond_the_limit_are_refused_and_streams_hold_their_place_to_the_end_R12()
    {
        var (caller, id) = await KeyAsync(new { concurrency = 1 });
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.OpenWithHeartbeats });
        using var leave = new CancellationTokenSource();
        using var open = await caller.ChatAsync(fixture.Scenario.Model, stream: true, cancellationToken: leave.Token);

        using (var refused = await caller.ChatAsync(fixture.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        open.Dispose();

        await Eventually.ValueAsync(() => StandingAsync(id, "concurrency"), standing => (long)standing["remaining"]! == 1);
    }

    /// <summary>R16: what fails gives its tokens back; the call was made.</summary>
    [Fact]
    public async Task A_failed_call_takes_no_tokens_R16()
    {
        var (caller, id) = await KeyAsync(new { rpm = 10, tpm = 100_000 });
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(400, "bad"));
        using (var failed = await caller.ChatAsync(fixture.Scenario.Model)) failed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TakenAsync(id, "tokens-per-minute"), await TakenAsync(id, "requests-per-minute")).ShouldBe((0, 1));
        using (var served = await caller.ChatAsync(fixture.Scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TakenAsync(id, "tokens-per-minute"), await TakenAsync(id, "requests-per-minute")).ShouldBe((30, 2));
    }

    /// <summary>R18.</summary>
    [Fact]
    public async Task Tokens_count_by_their_weight_R18()
    {
        var (caller, id) = await KeyAsync(new { tpm = 100_000, token_weights = new { cached = 0 } });
        fixture.Upstream.Enqueue(new UpstreamBehavior { Usage = new UpstreamUsage { Prompt = 1000, Cached = 900, Completion = 10 } });
        using (var served = await caller.ChatAsync(fixture.Scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TakenAsync(id, "tokens-per-minute")).ShouldBe(110);
    }

    /// <summary>R15: remaining never fell elsewhere. The strictest of all levels is told, and a change is in force at once.</summary>
    [Fact]
    public async Task Limits_of_all_levels_hold_together_and_the_strictest_is_told_R15()
    {
        var team = await fixture.MakeAsync("teams", new { organization_id = fixture.Scenario.OrganizationId, name = fixture.Name("team"), limits = new { rpm = 2 } });
        var first = await fixture.MakeAsync("keys", new { team_id = team.Id, name = "a", limits = new { rpm = 100 } });
        var second = await fixture.MakeAsync("keys", new { team_id = team.Id, name = "b" });
        var (one, two) = (fixture.Gateway.Caller(first["secret"]), fixture.Gateway.Caller(second["secret"]));
        using (var served = await one.ChatAsync(fixture.Scenario.Model)) Header(served, "x-ratelimit-remaining-requests").ShouldBe("1");
        using (var served = await two.ChatAsync(fixture.Scenario.Model)) Header(served, "x-ratelimit-remaining-requests").ShouldBe("0");
        using (var refused = await one.ChatAsync(fixture.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        (await fixture.Admin.PatchAsync($"teams/{team.Id}", new { limits = new { rpm = 3 } }, team.ETag)).Succeeded();

        using (var served = await one.ChatAsync(fixture.Scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var refused = await two.ChatAsync(fixture.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Counting_tokens_and_listing_models_take_nothing()
    {
        var (caller, id) = await KeyAsync(new { rpm = 1 });
        for (var i = 0; i < 3; i++)
        {
            using var list = await caller.GetAsync("v1/models");
            list.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var count = await caller.PostAsync("v1/messages/count_tokens", new { model = fixture.Scenario.Model, messages = new[] { new { role = "user", content = "Hi" } } });
            count.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await TakenAsync(id, "requests-per-minute")).ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_learns_what_it_has_used_and_what_is_left()
    {
        var (caller, _) = await KeyAsync(new { rpm = 10 }, new { amount = 1, period = "month" });
        using (var served = await caller.ChatAsync(fixture.Scenario.Model)) await fixture.RecordAsync(served);

        using var response = await caller.GetAsync("v1/usage");

        var usage = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((long)usage["today"]!["requests"]!, (long)usage["month"]!["cost_micros"]!).ShouldBe((1, 9));
        var limits = usage["limits"]!.AsArray().ToDictionary(limit => (string)limit!["limit"]!, limit => limit!);
        ((long)limits["requests-per-minute"]["remaining"]!, (long)limits["cost-per-month"]["remaining"]!).ShouldBe((9, 999_991));
        using var stranger = await fixture.Gateway.Caller("sb-0000000000000000000000000000000000000000").GetAsync("v1/usage");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task EndAsync(CallerClient caller, string way)
    {
        var model = fixture.Scenario.Model;
        switch (way)
        {
            case "stream":
                using (var response = await caller.ChatAsync(model, stream: true)) (await response.ReadStreamAsync()).IsDone.ShouldBeTrue();
                return;
            case "translated" or "translated-stream":
                using (var response = await caller.PostAsync("v1/messages", new
                {
                    model, max_tokens = 10, stream = way == "translated-stream", messages = new[] { new { role = "user", content = "Hi" } },
                }))
                    await response.Content.ReadAsStringAsync();
                return;
            case "upstream-error":
                fixture.Upstream.Enqueue([.. Enumerable.Repeat(UpstreamBehavior.OpenAIError(500, "down"), 4)]);
                using (await caller.ChatAsync(model)) fixture.Upstream.Forget();
                return;
            case "upstream-rejects":
                fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(422, "no"));
                break;
            case "reset":
                fixture.Upstream.Enqueue([.. Enumerable.Repeat(new UpstreamBehavior { ResetBeforeAnswer = true }, 4)]);
                using (await caller.ChatAsync(model)) fixture.Upstream.Forget();
                return;
            case "truncated":
                fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream("data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n"u8.ToArray()));
                using (var response = await caller.ChatAsync(model, stream: true)) await response.Content.ReadAsStringAsync();
                return;
            case "disconnect":
                fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.OpenWithHeartbeats });
                using (await caller.ChatAsync(model, stream: true)) { }
                return;
            case "disconnect-before-answer":
                fixture.Upstream.Enqueue(new UpstreamBehavior { NeverAnswer = true });
                using (var leave = new CancellationTokenSource(200))
                    await Should.ThrowAsync<OperationCanceledException>(() => caller.ChatAsync(model, cancellationToken: leave.Token));
                return;
            case "nothing-eligible":
                using (await caller.PostAsync("v1/embeddings", new { model, input = "Hi" })) { }
                return;
            case "not-allowed":
                using (await caller.ChatAsync("no-such-model")) { }
                return;
            case "malformed":
                using (await caller.PostAsync("v1/chat/completions", new StringContent("{"))) { }
                return;
        }
        using (await caller.ChatAsync(model)) { }
    }

    private async Task<(CallerClient Caller, string Id)> KeyAsync(object? limits, object? budget = null)
    {
        var key = await fixture.MakeAsync("keys", new { team_id = fixture.Scenario.TeamId, name = fixture.Name("limited"), limits, budget });
        return (fixture.Gateway.Caller(key["secret"]), key.Id);
    }

    private async Task<JsonNode> StandingAsync(string keyId, string limit) =>
        (await fixture.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().Single(one => (string?)one!["limit"] == limit)!;

    private async Task<long> TakenAsync(string keyId, string limit)
    {
        var settled = await Eventually.ValueAsync(() => StandingAsync(keyId, limit), standing => (long)standing["reserved"]! == 0);
        return (long)settled["taken"]!;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
