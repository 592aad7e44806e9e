using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Postgres;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Limits;

/// <summary>R04, R20: quotas and budgets go on from what was taken, whatever happened to the process.</summary>
public sealed class LimitRestartTests(TestDatabase database) : IAsyncLifetime
{
    private FakeUpstream _upstream = null!;
    private GatewayProcess _gateway = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _database = await database.CreateAsync() ?? "";
        _gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = _database.Length == 0 ? null : _database });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_calls_makes_no_budget_whole_and_leaves_no_place_taken_R02_R20()
    {
        var scenario = await GatewayScenario.CreateAsync(_gateway.Admin, _upstream);
        var key = (await _gateway.Admin.PostAsync("keys", new
        {
            team_id = scenario.TeamId, name = "limited", limits = new { concurrency = 2, quotas = new object[] { new { requests = 100, period = "day" }, new { tokens = 100_000, period = "month" } } },
            budget = new { amount = 1, period = "month" },
        })).Succeeded();
        var caller = _gateway.Caller(key["secret"]);
        for (var i = 0; i < 7; i++)
            using (var served = await caller.ChatAsync(scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        _upstream.Enqueue(new UpstreamBehavior { NeverAnswer = true });
        var open = Should.ThrowAsync<HttpRequestException>(() => caller.ChatAsync(scenario.Model));
        await _upstream.ChatAsync(8);

        // Some of the seven are in the database, some only in the journal.
        await _gateway.KillAsync();
        await open;
        await _gateway.StartAgainAsync();

        // The one that was cut off is recorded as interrupted, a moment later.
        var standing = await ReadAsync(key.Id);
        (standing["tokens-per-month"], standing["cost-per-month"], standing["concurrency"]).ShouldBe((210, 63, 0));
        standing["requests-per-day"].ShouldBeInRange(7, 8);

        await _gateway.RestartAsync();
        standing = await ReadAsync(key.Id);
        (standing["tokens-per-month"], standing["cost-per-month"], standing["requests-per-day"]).ShouldBe((210, 63, 8));
        using (var served = await _gateway.Caller(key["secret"]).ChatAsync(scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_limit_that_is_new_counts_what_its_window_has_seen()
    {
        var scenario = await GatewayScenario.CreateAsync(_gateway.Admin, _upstream);
        for (var i = 0; i < 3; i++)
            using (var served = await _gateway.Caller(scenario.Key).ChatAsync(scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.ValueAsync(
            async () => (await _gateway.Admin.GetAsync("requests")).Succeeded().Json["items"]!.AsArray().Count, count => count == 3);
        var team = (await _gateway.Admin.GetAsync($"teams/{scenario.TeamId}")).Succeeded();
        (await _gateway.Admin.PatchAsync($"teams/{scenario.TeamId}", new { budget = new { amount = 1, period = "month" } }, team.ETag)).Succeeded();
        using (var served = await _gateway.Caller(scenario.Key).ChatAsync(scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Eventually.ValueAsync(() => ReadAsync(scenario.KeyId), standing => standing["cost-per-month"] == 36, TimeSpan.FromSeconds(20));
    }

    /// <summary>R04: the copy on disk stands in while the database is away, so that a budget that is used up stays so.</summary>
    [Fact]
    public async Task A_start_while_the_database_is_away_goes_on_from_the_copy_on_disk_and_is_exact_once_it_is_back()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.NotInstalled);
        await using var postgres = new PostgresServer();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await postgres.CreateDatabaseAsync("limits_away"), WaitUntilReady = false });
        await Eventually.TrueAsync(() => IsReadyAsync(gateway), TimeSpan.FromSeconds(60), "the gateway is ready");
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, _upstream);
        var key = (await gateway.Admin.PostAsync("keys", new { team_id = scenario.TeamId, name = "limited", limits = new { quotas = new[] { new { requests = 5, period = "month" } } } })).Succeeded();
        for (var i = 0; i < 3; i++) (await CallAsync(gateway, key["secret"], scenario)).ShouldBe(HttpStatusCode.OK);
        (await gateway.StopAsync()).ShouldBe(0);
        await postgres.StopAsync();

        await gateway.StartAgainAsync();
        await Eventually.TrueAsync(() => IsReadyAsync(gateway), TimeSpan.FromSeconds(60), "it serves from the copy");
        for (var i = 0; i < 2; i++) (await CallAsync(gateway, key["secret"], scenario)).ShouldBe(HttpStatusCode.OK);
        (await CallAsync(gateway, key["secret"], scenario)).ShouldBe(HttpStatusCode.Forbidden);

        await postgres.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Output.Contains("go on from the database again")), TimeSpan.FromSeconds(60), "the exact sums are in force");
        (await CallAsync(gateway, key["secret"], scenario)).ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpStatusCode> CallAsync(GatewayProcess gateway, string secret, GatewayScenario scenario)
    {
        using var response = await gateway.Caller(secret).ChatAsync(scenario.Model);
        return response.StatusCode;
    }

    private static async Task<bool> IsReadyAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    private async Task<Dictionary<string, long>> ReadAsync(string keyId) =>
        (await _gateway.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().ToDictionary(one => (string)one!["limit"]!, one => (long)one!["taken"]!);
}
