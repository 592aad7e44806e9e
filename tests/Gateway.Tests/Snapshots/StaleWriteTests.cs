using Dapper;
using Signalbox.Storage;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Snapshots;

/// <summary>A change that was committed, and that no snapshot can be built from.</summary>
public sealed class StaleWriteTests(TestDatabase database)
{
    [Fact]
    public async Task Its_author_is_told_that_it_is_not_in_force_yet()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var setting = await database.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = setting });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        (await HeaderAsync(gateway, scenario, "before")).ShouldBeNull();

        // As only a hand in the database can do it; the version without an event makes the next reload read everything.
        await ExecuteAsync(setting, gateway, "UPDATE scopes SET access_mode = 'sideways' WHERE kind = 'team'; UPDATE registry_version SET version = version + 1");
        (await HeaderAsync(gateway, scenario, "broken")).ShouldBe("stale");
        using (var served = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model)) served.IsSuccessStatusCode.ShouldBeTrue("the last good snapshot serves");

        await ExecuteAsync(setting, gateway, "UPDATE scopes SET access_mode = 'inherit' WHERE kind = 'team'");
        await Eventually.ValueAsync(async () => await HeaderAsync(gateway, scenario, $"mended-{Guid.NewGuid():N}"), header => header is null, TimeSpan.FromSeconds(30), "changes are in force again");
    }

    private static async Task<string?> HeaderAsync(GatewayProcess gateway, GatewayScenario scenario, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "admin/api/organizations") { Content = System.Net.Http.Json.JsonContent.Create(new { name, grants = new[] { scenario.Model } }) };
        request.Headers.Authorization = new("Bearer", gateway.AdminKey);
        using var response = await gateway.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(201);
        return response.Headers.TryGetValues("x-signalbox-snapshot", out var values) ? values.Single() : null;
    }

    private static async Task ExecuteAsync(string? setting, GatewayProcess gateway, string sql)
    {
        await using var opened = new Database(DatabaseOptions.Parse(setting, gateway.DataDirectory));
        await using var connection = await opened.OpenAsync(default);
        await connection.ExecuteAsync(sql + ";");
    }
}
