using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Observability;

/// <summary>What <c>/healthz</c>, <c>/readyz</c> and <c>/version</c> say in each state the gateway can be in.</summary>
public sealed class ReadinessTests(TestDatabase database)
{
    [Fact]
    public async Task A_gateway_that_is_well_says_so_to_anyone()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });

        (await gateway.Http.GetStringAsync("healthz", Token)).ShouldBe("ok");
        var ready = await ReadyAsync(gateway);
        (ready.Status, ready.Codes).ShouldBe((HttpStatusCode.OK, ""));
        var version = JsonNode.Parse(await gateway.Http.GetStringAsync("version", Token))!.AsObject();
        version.Select(p => p.Key).ShouldBe(["version", "commit", "built_at"]);
        ((string?)version["version"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task While_no_journal_file_can_be_made_calls_are_refused_and_it_says_so()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync(), WaitUntilReady = false });
        await Eventually.TrueAsync(async () => (await ReadyAsync(gateway)).Status == HttpStatusCode.OK);
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        await gateway.StopAsync();
        // Directories in the place of the next files: like a full disk, and of the test's own making.
        var taken = Enumerable.Range(1, 40).Select(n => Path.Combine(gateway.DataDirectory, "journal", $"{n:0000000000}.journal")).Where(path => !File.Exists(path)).ToList();
        taken.ForEach(path => Directory.CreateDirectory(path));

        await gateway.StartAgainAsync();

        using (var refused = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            ((string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync(Token))!["error"]!["code"]).ShouldBe("journal-unavailable");
        }
        (await ReadyAsync(gateway)).ShouldBe((HttpStatusCode.ServiceUnavailable, "journal-unavailable"));
        (await gateway.Http.GetStringAsync("healthz", Token)).ShouldBe("ok", "a restart would not help");
        upstream.Chats.ShouldBeEmpty("a call that cannot be recorded is not made");

        taken.ForEach(path => Directory.Delete(path));

        await Eventually.TrueAsync(async () => (await ReadyAsync(gateway)).Status == HttpStatusCode.OK);
        using var served = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stop_takes_the_gateway_out_of_traffic_and_cuts_a_stream_only_when_its_time_is_over()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync(), Configuration = "server: { drain_seconds: 2 }" });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        upstream.Enqueue(new UpstreamBehavior { Chunks = 1000, BetweenChunks = TimeSpan.FromMilliseconds(100) });
        using var response = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model, stream: true, cancellationToken: Token);
        var id = response.Headers.GetValues("x-request-id").Single();
        var reading = response.Content.ReadAsStringAsync(Token);
        // A request that has begun before the stop, since no new connection is taken after it.
        using var asking = new TcpClient("127.0.0.1", gateway.Port);
        await asking.GetStream().WriteAsync("GET /readyz HTTP/1.1\r\nHost: gateway\r\n"u8.ToArray(), Token);
        // One that was not looked at by then is closed as one that is idle.
        await Eventually.TrueAsync(() => KernelSockets.Unread(gateway.Port, ((IPEndPoint)asking.Client.LocalEndPoint!).Port) == 0);

        var stopping = gateway.StopAsync();

        await Eventually.TrueAsync(async () => !await TakesConnectionsAsync(gateway.Port));
        await asking.GetStream().WriteAsync("\r\n"u8.ToArray(), Token);
        using (var answer = new StreamReader(asking.GetStream()))
        {
            var said = await answer.ReadToEndAsync(Token);
            said.ShouldStartWith("HTTP/1.1 503");
            said.ShouldContain("\"draining\"");
        }
        var text = await reading;
        (await stopping).ShouldBe(0);
        text.ShouldEndWith("\n\n");
        text.ShouldContain("gateway-stopping");
        text.ShouldNotContain("[DONE]");
        await gateway.StartAgainAsync();
        var record = (await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), r => r.Status == HttpStatusCode.OK)).Json;
        ((string?)record["status"], (string?)record["code"], (string?)record["usage_source"]).ShouldBe(("error", "gateway-stopping", "estimated"));
        ((double)record["latency_ms"]!).ShouldBeInRange(2000, 30_000);
    }

    [Fact]
    public async Task Without_a_database_and_a_copy_there_is_nothing_to_serve_from()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is a file and cannot be away.");
        await using var server = new Testing.Postgres.PostgresServer();
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await server.CreateDatabaseAsync(), WaitUntilReady = false });
        await Eventually.TrueAsync(async () => (await ReadyAsync(gateway)).Status == HttpStatusCode.OK);
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        await server.StopAsync();
        using (var served = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model)) served.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await ReadyAsync(gateway)).Codes.Contains("usage-delayed", StringComparison.Ordinal));
        (await ReadyAsync(gateway)).Status.ShouldBe(HttpStatusCode.OK, "usage waits in the journal, and calls are served");
        await gateway.KillAsync();
        foreach (var copy in Directory.EnumerateFiles(gateway.DataDirectory, "snapshot*", SearchOption.AllDirectories)) File.Delete(copy);

        await gateway.StartAgainAsync();

        var ready = await ReadyAsync(gateway);
        ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Codes.ShouldContain("no-snapshot");
        (await gateway.Http.GetStringAsync("healthz", Token)).ShouldBe("ok");
    }

    private static async Task<bool> TakesConnectionsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(HttpStatusCode Status, string Codes)> ReadyAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Http.GetAsync("readyz", Token);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        ((bool)json["ready"]!).ShouldBe(response.StatusCode == HttpStatusCode.OK);
        return (response.StatusCode, string.Join(' ', json["reasons"]!.AsArray().Select(r => (string)r!["code"]!)));
    }
}
