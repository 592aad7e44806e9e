using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Answers that are read on after their callers have gone, where a provider's operator wants their bill to be known.</summary>
public sealed class DrainTests(GatewayFixture fixture, TestDatabase database) : IClassFixture<GatewayFixture>
{
    private static readonly UpstreamBehavior Slow = new() { Chunks = 20, BetweenChunks = TimeSpan.FromMilliseconds(50), Text = new string('x', 2000) };

    [Theory]
    [InlineData("v1/chat/completions")]
    [InlineData("v1/messages")]
    public async Task A_stream_whose_caller_leaves_is_read_to_its_end_and_recorded_with_the_provider_s_count(string path)
    {
        var model = await ModelAsync(new { policy = "drain" });
        fixture.Upstream.WhenModel(model, Slow);

        var record = await LeaveAsync(model, path);

        var seen = fixture.Upstream.For(UpstreamApi.Chat).Single(c => c.Model == model);
        await seen.WhenFinished.WaitAsync(TimeSpan.FromSeconds(10));
        seen.Aborted.ShouldBeFalse();
        ((string?)record["status"], (string?)record["code"], Reason(record)).ShouldBe(("disconnected", "client-disconnected-drained", "drain-whole"));
        ((string?)record["usage_source"], (long)record["tokens_input"]!, (long)record["tokens_output"]!).ShouldBe(("provider", 20L, 10L));
        await LedgerAsync(model, drained: 1);
    }

    [Fact]
    public async Task A_caller_that_leaves_before_an_answer_that_is_no_stream_leaves_its_count_too()
    {
        var model = await ModelAsync(new { policy = "drain" });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { BeforeHeaders = TimeSpan.FromMilliseconds(700) });
        using var leaving = new CancellationTokenSource();
        var call = fixture.Caller.ChatAsync(model, cancellationToken: leaving.Token);
        await Eventually.TrueAsync(() => fixture.Upstream.Chats.Any(c => c.Model == model));

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        var record = await OnlyRecordAsync(model);
        ((string?)record["code"], (string?)record["usage_source"], (long)record["tokens_output"]!).ShouldBe(("client-disconnected-drained", "provider", 10L));
        await LedgerAsync(model, drained: 1);
    }

    [Fact]
    public async Task A_provider_that_fails_meanwhile_is_not_asked_again()
    {
        var model = await ModelAsync(new { policy = "drain" });
        fixture.Upstream.WhenModel(model, Slow with { Ending = StreamEnding.Truncated });

        var record = await LeaveAsync(model);

        ((string?)record["code"], Reason(record), (string?)record["usage_source"]).ShouldBe(("client-disconnected", "drain-failed", "estimated"));
        fixture.Upstream.Chats.Count(c => c.Model == model).ShouldBe(1);
        await LedgerAsync(model, drained: 0);
    }

    [Fact]
    public async Task What_is_larger_than_the_bound_is_canceled_there()
    {
        var model = await ModelAsync(new { policy = "drain", max_bytes = 4096 });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { Chunks = 2000, BetweenChunks = TimeSpan.FromMilliseconds(10), Text = new string('x', 200_000) });

        var record = await LeaveAsync(model);

        await fixture.Upstream.Chats.Single(c => c.Model == model).WhenAborted.WaitAsync(TimeSpan.FromSeconds(10));
        ((string?)record["code"], Reason(record), (string?)record["usage_source"]).ShouldBe(("client-disconnected", "drain-bytes", "estimated"));
        ((long)record["tokens_output"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_takes_longer_than_the_bound_is_canceled_then()
    {
        var model = await ModelAsync(new { policy = "drain", max_seconds = 1 });
        fixture.Upstream.WhenModel(model, Slow with { Ending = StreamEnding.Silent });

        var record = await LeaveAsync(model);

        await fixture.Upstream.Chats.Single(c => c.Model == model).WhenAborted.WaitAsync(TimeSpan.FromSeconds(10));
        ((string?)record["code"], Reason(record), (string?)record["usage_source"]).ShouldBe(("client-disconnected", "drain-seconds", "estimated"));
    }

    [Fact]
    public async Task No_more_are_read_on_at_once_than_there_are_places()
    {
        var model = await ModelAsync(new { policy = "drain", max_calls = 1 });
        fixture.Upstream.WhenModel(model, Slow with { Chunks = 100 });
        var (first, firstId) = await BeginAsync(model, "v1/chat/completions");
        var (second, secondId) = await BeginAsync(model, "v1/chat/completions");

        first.Dispose();
        second.Dispose();

        var records = new[] { await fixture.RecordAsync(firstId), await fixture.RecordAsync(secondId) };
        records.Select(Reason).ShouldBe(["drain-whole", "drain-no-place"], ignoreOrder: true);
        fixture.Upstream.Chats.Count(c => c.Model == model && c.Aborted).ShouldBe(1);
        // The place is free again.
        Reason(await LeaveAsync(model)).ShouldBe("drain-whole");
        (await fixture.Gateway.ReadAsync("metrics")).ShouldContain($"signalbox_drains_total{{provider=\"{model}\",outcome=\"no-place\"}} 1");
    }

    [Fact]
    public async Task A_stop_of_the_gateway_ends_them_at_once_with_what_was_known()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        await using var upstream = await FakeUpstream.StartAsync();
        var (id, _) = await BeginDrainAsync(
            gateway, upstream, new UpstreamBehavior { Text = new string('x', 4000), Chunks = 20, BetweenChunks = TimeSpan.FromMilliseconds(20), Ending = StreamEnding.Silent }, pieces: 20);

        // Less than the half minute that calls with a caller are given.
        await gateway.StopAsync(TimeSpan.FromSeconds(15));
        await gateway.StartAgainAsync();

        var record = (await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), reply => reply.Status == HttpStatusCode.OK)).Json;
        ((string?)record["status"], Reason(record), (string?)record["usage_source"]).ShouldBe(("disconnected", "drain-stopped", "estimated"));
        ((long)record["tokens_output"]!).ShouldBeGreaterThan(900);
    }

    [Fact]
    public async Task Kill_9_while_an_answer_is_read_on_leaves_one_record_with_what_was_known_and_a_ledger_that_adds_up()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await database.CreateAsync() });
        await using var upstream = await FakeUpstream.StartAsync();
        var (id, scenario) = await BeginDrainAsync(
            gateway, upstream, new UpstreamBehavior { Text = new string('x', 60_000), Chunks = 300, BetweenChunks = TimeSpan.FromMilliseconds(20), Ending = StreamEnding.Silent }, pieces: 60);

        await gateway.KillAsync();
        await gateway.StartAgainAsync();

        var record = (await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), reply => reply.Status == HttpStatusCode.OK)).Json;
        ((string?)record["status"], (string?)record["usage_source"], (string?)record["deployment"]).ShouldBe(("interrupted", "estimated", "upstream/gpt-4o-mini"));
        // Twelve thousand characters had come, and the caller had seen a few hundred of them: what came after it left is known too.
        ((long)record["tokens_output"]!).ShouldBeInRange(500, 15_000);
        ((long)record["cost_micros"]!).ShouldBePositive();
        (await gateway.Admin.ListAsync("requests")).Select(one => (string?)one["request_id"]).ShouldBe([id]);
        var ledger = JsonNode.Parse(await gateway.ReadAsync("admin/reports/api/ledger?since=1h"))!;
        ((bool)ledger["balanced"]!).ShouldBeTrue();
        var total = ledger["providers"]!.AsArray().Single()!;
        ((long)total["dispatched"]!, (long)total["settled"]!, (long)total["failed"]!, (long)total["interrupted"]!, (long)total["drained"]!).ShouldBe((1L, 0L, 0L, 1L, 0L));
        upstream.Chats.Count.ShouldBe(1, "it is not asked again");

        // The only place there is has not gone with it.
        upstream.Default = Slow;
        var next = await LeaveAsync(gateway, scenario);
        Reason((await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{next}"), reply => reply.Status == HttpStatusCode.OK)).Json).ShouldBe("drain-whole");
    }

    [Fact]
    public async Task A_policy_that_is_none_is_refused_by_name()
    {
        var name = fixture.Name("provider");
        var reply = await fixture.Admin.PostAsync("providers", new
        {
            name, kind = "openai_compatible", base_url = fixture.Upstream.BaseUrl, allow_private = true, allow_http = true,
            disconnect = new { policy = "drane", max_seconds = 0, max_bytes = -1, max_calls = 0 },
        });

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["disconnect.policy", "disconnect.max_seconds", "disconnect.max_bytes", "disconnect.max_calls"], ignoreOrder: true);
    }

    /// <summary>Leaves a stream of a gateway of its own, whose provider's answers are read on one at a time, and returns its id once so many pieces were sent.</summary>
    private static async Task<(string Id, GatewayScenario Scenario)> BeginDrainAsync(GatewayProcess gateway, FakeUpstream upstream, UpstreamBehavior behavior, int pieces)
    {
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var path = $"providers/{scenario.ProviderId}";
        (await gateway.Admin.PatchAsync(path, new { disconnect = new { policy = "drain", max_seconds = 600, max_calls = 1 } }, (await gateway.Admin.GetAsync(path)).ETag)).Succeeded();
        upstream.Default = behavior;
        var id = await LeaveAsync(gateway, scenario);
        await Eventually.TrueAsync(() => upstream.Chats.Single().PiecesSent > pieces);
        return (id, scenario);
    }

    private static async Task<string> LeaveAsync(GatewayProcess gateway, GatewayScenario scenario)
    {
        using var response = await Leaving(gateway, scenario.Key).ChatAsync(scenario.Model, stream: true);
        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[500]);
        return response.Headers.GetValues("x-request-id").Single();
    }

    /// <summary>A caller who is gone at once when it leaves, where the usual client first reads on for a while.</summary>
    private static CallerClient Leaving(GatewayProcess gateway, string key) =>
        new(new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero, MaxResponseDrainSize = 0 }) { BaseAddress = gateway.Url }, key);

    private Task<string> ModelAsync(object disconnect) => fixture.ModelAtAsync(new { disconnect });

    /// <summary>Leaves a stream after its first bytes, and returns what is recorded of it.</summary>
    private async Task<JsonNode> LeaveAsync(string model, string path = "v1/chat/completions")
    {
        var (response, id) = await BeginAsync(model, path);
        response.Dispose();
        return await fixture.RecordAsync(id);
    }

    private async Task<(HttpResponseMessage Response, string Id)> BeginAsync(string model, string path)
    {
        var response = await Leaving(fixture.Gateway, fixture.Scenario.Key).PostAsync(path, new JsonObject
        {
            ["model"] = model, ["stream"] = true, ["max_tokens"] = 5000, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
        });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[100]);
        return (response, response.Headers.GetValues("x-request-id").Single());
    }

    private static string? Reason(JsonNode record) => (string?)record["reason_codes"]!.AsArray().Single();

    private async Task<JsonNode> OnlyRecordAsync(string model) =>
        (await Eventually.ValueAsync(() => fixture.Admin.GetAsync($"requests?model={model}"), reply => reply.Json["items"]!.AsArray().Count == 1)).Json["items"]![0]!;

    private async Task LedgerAsync(string provider, long drained)
    {
        var ledger = JsonNode.Parse(await fixture.Gateway.ReadAsync($"admin/reports/api/ledger?since=1h&provider={provider}"))!;
        ((bool)ledger["balanced"]!).ShouldBeTrue();
        var total = ledger["providers"]!.AsArray().Single()!;
        ((long)total["dispatched"]!, (long)total["settled"]!, (long)total["disconnected"]!, (long)total["drained"]!).ShouldBe((1L, 1L, 1L, drained));
    }
}
