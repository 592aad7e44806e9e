using System.Net;
using Testing.Gateway;
using Testing.Postgres;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Snapshots;

/// <summary>Starts while the database is away, and what happens when it is back.</summary>
public sealed class DatabaseAwayAtStartTests
{
    [Fact]
    public async Task A_damaged_copy_serves_nothing_until_the_database_is_back_and_is_written_anew_then()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.NotInstalled);
        await using var postgres = new PostgresServer();
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await postgres.CreateDatabaseAsync("away"), WaitUntilReady = false });
        await Eventually.TrueAsync(() => IsReadyAsync(gateway), TimeSpan.FromSeconds(60), "the gateway is ready");
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        (await gateway.StopAsync()).ShouldBe(0);
        var copy = Path.Combine(gateway.DataDirectory, "snapshot.json");
        var sound = await File.ReadAllBytesAsync(copy);

        await postgres.StopAsync();
        await File.WriteAllBytesAsync(copy, sound[..(sound.Length / 2)]);
        await gateway.StartAgainAsync();
        await Eventually.TrueAsync(() => gateway.Output.Contains("The snapshot on disk is not used"), TimeSpan.FromSeconds(30));
        (await IsReadyAsync(gateway)).ShouldBeFalse();
        (await StatusAsync(gateway, scenario)).ShouldNotBe(HttpStatusCode.OK);

        await postgres.StartAsync();
        await Eventually.TrueAsync(() => IsReadyAsync(gateway), TimeSpan.FromSeconds(60), "the gateway is ready again");
        (await StatusAsync(gateway, scenario)).ShouldBe(HttpStatusCode.OK);
        await gateway.StopAsync();
        (await File.ReadAllBytesAsync(copy)).Length.ShouldBeGreaterThan(sound.Length / 2);

        await postgres.StopAsync();
        await gateway.StartAgainAsync();
        await Eventually.TrueAsync(() => IsReadyAsync(gateway), TimeSpan.FromSeconds(60), "it serves from the copy");
        (await StatusAsync(gateway, scenario)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusAsync(GatewayProcess gateway, GatewayScenario scenario)
    {
        using var response = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model);
        return response.StatusCode;
    }

    private static async Task<bool> IsReadyAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }
}
