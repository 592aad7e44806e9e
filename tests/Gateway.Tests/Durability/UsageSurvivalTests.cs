using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Durability;

/// <summary>No finished call is lost and none counts twice, whatever is killed or away. <c>eng/kill-test.sh</c> runs the long version.</summary>
public sealed class UsageSurvivalTests(TestDatabase database)
{
    /// <summary>Kills per run; more with <c>SIGNALBOX_KILLS</c>.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_KILLS") ?? "3", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>More tokens than the fake upstream's answers have bytes.</summary>
    private const long LongestAnswer = 1000;

    [Fact]
    public async Task Kill_9_under_load_loses_no_finished_call_and_counts_none_twice() // R20, R21, R22
    {
        var random = new Random(20261121);
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.Remembers = false;
        // Long enough to be cut off in the midst.
        upstream.When(request => request.Stream && request.Number % 4 == 0, new UpstreamBehavior { Chunks = 30, BetweenChunks = TimeSpan.FromMilliseconds(50) });
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var finished = new ConcurrentBag<string>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, 16).Select(i => LoadAsync(gateway.Caller(scenario.Key), scenario.Model, stream: i % 2 == 0, finished, stop.Token)).ToList();
            // At a random moment of the load, however fast the machine is.
            var enough = finished.Count + random.Next(30, 300);
            await Eventually.TrueAsync(() => finished.Count >= enough, TimeSpan.FromSeconds(120));
            await gateway.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(load);
            await gateway.StartAgainAsync();
        }

        var seen = upstream.Count;
        var (records, totals) = await Eventually.ValueAsync(
            async () => (await RecordsAsync(gateway), (await gateway.Admin.GetAsync("overview?window=24h")).Succeeded().Json["totals"]!),
            all => finished.All(all.Item1.ContainsKey) && all.Item1.Count >= seen && all.Item1.Count == (long)all.Item2["requests"]!, TimeSpan.FromSeconds(60));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {finished.Count} calls finished, {records.Count} records, {seen} calls upstream");

        Reconcile(records);
        ReconcileSums(totals, records);

        finished.Distinct().Count().ShouldBe(finished.Count, "no request id is used twice");
        finished.Where(id => !records.ContainsKey(id)).ShouldBeEmpty("every call whose last byte a client has is recorded");
        finished.Where(id => (string?)records[id]["status"] != "success").ShouldBeEmpty();
        // What the upstream saw is accounted for too: each call it got was opened before it got it.
        records.Count.ShouldBeGreaterThanOrEqualTo(seen);
        records.Values.Select(r => (string)r["status"]!).Distinct().ShouldBeSubsetOf(["success", "interrupted", "error", "disconnected"]);
    }

    [Fact]
    public async Task A_graceful_stop_drains_streams_and_leaves_no_record_behind() // R20
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        upstream.Enqueue(new UpstreamBehavior { Chunks = 10, BetweenChunks = TimeSpan.FromMilliseconds(100) });
        var response = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model, stream: true);
        var id = response.Headers.GetValues("x-request-id").Single();
        var reading = response.Content.ReadAsStringAsync();

        var code = await gateway.StopAsync();

        code.ShouldBe(0);
        (await reading).ShouldEndWith("data: [DONE]\n\n");
        await gateway.StartAgainAsync();
        ((string?)(await gateway.Admin.GetAsync($"requests/{id}")).Succeeded().Json["status"]).ShouldBe("success");
    }

    [Fact]
    public async Task A_call_that_a_kill_cut_off_is_recorded_as_interrupted()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        upstream.Enqueue(new UpstreamBehavior { Chunks = 100, BetweenChunks = TimeSpan.FromMilliseconds(100) });
        using var response = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model, stream: true);
        var id = response.Headers.GetValues("x-request-id").Single();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadAtLeastAsync(new byte[1500], 1500, cancellationToken: TestContext.Current.CancellationToken);

        await gateway.KillAsync();
        await gateway.StartAgainAsync();

        var record = await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), r => r.Status == HttpStatusCode.OK);
        record["status"].ShouldBe("interrupted");
        record["deployment"].ShouldBe("upstream/gpt-4o-mini");
        record["usage_source"].ShouldBe("estimated");
        var (input, output) = ((long)record.Json["tokens_input"]!, (long)record.Json["tokens_output"]!);
        input.ShouldBeGreaterThan(0);
        output.ShouldBeGreaterThan(0, "parts of the answer had passed");
        ((long)record.Json["cost_micros"]!).ShouldBe(Cost(input, 0, output));
    }

    [Fact]
    public async Task With_the_database_stopped_calls_are_served_and_every_one_is_recorded_when_it_is_back() // R78, R79
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is a file and cannot be stopped.");
        await using var server = new Testing.Postgres.PostgresServer();
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await server.CreateDatabaseAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var caller = gateway.Caller(scenario.Key);
        // The copy follows a moment later, and a kill may take that moment's changes.
        var copy = Path.Combine(gateway.DataDirectory, "snapshot.json");
        await Eventually.TrueAsync(async () => File.Exists(copy) && (await File.ReadAllTextAsync(copy)).Contains(scenario.KeyId, StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the key is on disk");

        await server.StopAsync();
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            using var response = await caller.ChatAsync(scenario.Model);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            ids.Add(response.Headers.GetValues("x-request-id").Single());
        }
        (await gateway.Admin.PostAsync("organizations", new { name = "later" })).Code.ShouldBe("database-unavailable");
        (await gateway.Http.GetAsync("readyz")).StatusCode.ShouldBe(HttpStatusCode.OK, "a database outage is no reason to get no traffic");
        // Killed and started while the database is still away: serves from the copies on disk.
        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        using (var response = await caller.ChatAsync(scenario.Model))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            ids.Add(response.Headers.GetValues("x-request-id").Single());
        }
        (await gateway.Http.GetStringAsync("readyz")).ShouldContain("snapshot-stale");

        await server.StartAsync();

        var records = await AllRecordsAsync(gateway, all => ids.All(all.ContainsKey));
        ids.Where(id => !records.ContainsKey(id)).ShouldBeEmpty();
        await Eventually.TrueAsync(async () => !(await gateway.Http.GetStringAsync("readyz")).Contains("stale", StringComparison.Ordinal), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Two_gateways_never_share_a_data_directory()
    {
        await using var gateway = await GatewayProcess.StartAsync();

        var second = await Should.ThrowAsync<InvalidOperationException>(() => GatewayProcess.StartAsync(new GatewayOptions
        {
            Environment = new Dictionary<string, string?> { ["SIGNALBOX_DATA"] = gateway.DataDirectory },
        }));

        second.Message.ShouldContain("Give each instance its own SIGNALBOX_DATA");
    }

    private static async Task LoadAsync(CallerClient caller, string model, bool stream, ConcurrentBag<string> finished, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var response = await caller.ChatAsync(model, stream, cancellationToken: stop);
                if (response.StatusCode != HttpStatusCode.OK) continue;
                var id = response.Headers.GetValues("x-request-id").Single();
                var body = await response.Content.ReadAsStringAsync(stop);
                if (!stream || body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)) finished.Add(id);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                // Killed under the call: it did not finish.
            }
        }
    }

    /// <summary>Each record has the tokens that the upstream told, or an estimate that says it is one, and costs what they cost.</summary>
    private static void Reconcile(Dictionary<string, JsonNode> records)
    {
        foreach (var (id, record) in records)
        {
            var (input, output, cached) = ((long?)record["tokens_input"], (long?)record["tokens_output"], (long?)record["tokens_cached"]);
            switch ((string?)record["status"], (string?)record["usage_source"])
            {
                case ("success", var source):
                    (source, input, output, cached).ShouldBe(("provider", 20, 10, 4), id);
                    break;
                case (_, "estimated"):
                    ((bool)record["stream"]!).ShouldBeTrue(id);
                    output.ShouldNotBeNull(id);
                    output.Value.ShouldBeInRange(0, LongestAnswer, id);
                    break;
                default:
                    (input, output).ShouldBe((null, null), id);
                    break;
            }
            ((long?)record["cost_micros"]).ShouldBe(input is { } sent ? Cost(sent, cached ?? 0, output ?? 0) : null, id);
        }
    }

    /// <summary>The sums that the overview reads say the same as the records.</summary>
    private static void ReconcileSums(JsonNode totals, Dictionary<string, JsonNode> records)
    {
        foreach (var sum in (string[])["tokens_input", "tokens_output", "tokens_cached", "cost_micros"])
            ((long)totals[sum]!).ShouldBe(records.Values.Sum(r => (long?)r[sum] ?? 0), sum);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"sums equal: {totals["tokens_input"]} tokens in, {totals["tokens_output"]} out, {totals["cost_micros"]} micro-USD; "
            + $"{records.Values.Count(r => (string?)r["status"] == "interrupted")} interrupted, {records.Values.Count(r => (string?)r["usage_source"] == "estimated")} of all estimated");
    }

    /// <summary>Micro-USD at the scenario's price, rounded once, half away from zero.</summary>
    private static long Cost(long input, long cached, long output) =>
        (long)Math.Round((input - cached) * 0.15m + cached * 0.075m + output * 0.60m, MidpointRounding.AwayFromZero);

    private static async Task<Dictionary<string, JsonNode>> AllRecordsAsync(GatewayProcess gateway, Func<Dictionary<string, JsonNode>, bool> wanted) =>
        await Eventually.ValueAsync(() => RecordsAsync(gateway), wanted, TimeSpan.FromSeconds(60));

    private static async Task<Dictionary<string, JsonNode>> RecordsAsync(GatewayProcess gateway) =>
        (await gateway.Admin.ListAsync("requests?limit=500")).ToDictionary(r => (string)r["request_id"]!, r => r);
}
