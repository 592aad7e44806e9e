using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>Budgets of instances that share nothing but the database, when calls are priced anew at one of them.</summary>
public sealed class RecalculationTests(ClusterFixture cluster)
{
    /// <summary>What a call of the fake upstream takes.</summary>
    private const long TokensOfCall = 20 + 10;

    [Fact]
    public async Task A_lower_cost_and_a_higher_one_reach_the_budgets_of_every_instance_within_the_poll()
    {
        var database = await cluster.AnotherDatabaseAsync();
        await using var one = await ClusterFixture.StartAsync("one", database, redisPort: null);
        await using var other = await ClusterFixture.StartAsync("other", database, redisPort: null);
        var scenario = await GatewayScenario.CreateAsync(one.Admin, cluster.Upstream);
        await PriceAsync(one, scenario, 100);
        var key = (await one.Admin.PostAsync("keys", new { name = "spender", team_id = scenario.TeamId, budget = new { amount = 1, period = "month" } })).Succeeded();
        foreach (var gateway in new[] { one, other })
        {
            await ClusterFixture.KnowsAsync(gateway, key["secret"], wanted: true, TimeSpan.FromSeconds(15));
            for (var i = 0; i < 3; i++) (await gateway.Caller(key["secret"]).ChatAsync(scenario.Model)).EnsureSuccessStatusCode().Dispose();
        }
        foreach (var gateway in new[] { one, other }) await TakenAsync(gateway, key.Id, 6 * TokensOfCall * 100);

        await RecalculateAsync(one, scenario, 10);
        foreach (var gateway in new[] { one, other }) await TakenAsync(gateway, key.Id, 6 * TokensOfCall * 10);

        // Both ways, and at the other one too.
        await RecalculateAsync(one, scenario, 50);
        foreach (var gateway in new[] { one, other }) await TakenAsync(gateway, key.Id, 6 * TokensOfCall * 50);
        await RecalculateAsync(other, scenario, 20);
        foreach (var gateway in new[] { one, other }) await TakenAsync(gateway, key.Id, 6 * TokensOfCall * 20);

        // What is taken from now on comes on top, and an instance that starts now counts the same.
        using (await other.Caller(key["secret"]).ChatAsync(scenario.Model)) { }
        await using var late = await ClusterFixture.StartAsync("late", database, redisPort: null);
        using (await late.Caller(key["secret"]).ChatAsync(scenario.Model)) { }
        foreach (var gateway in new[] { one, other, late }) await TakenAsync(gateway, key.Id, 8 * TokensOfCall * 20);
    }

    private static async Task PriceAsync(GatewayProcess gateway, GatewayScenario scenario, decimal perMillion)
    {
        var model = (await gateway.Admin.ListAsync("models")).Single(m => (string?)m["name"] == scenario.Model);
        var deployment = model["deployments"]![0]!;
        (await gateway.Admin.PatchAsync($"models/{(string?)model["id"]}", new
        {
            deployments = new[]
            {
                new
                {
                    provider = (string?)deployment["provider"], upstream_model = (string?)deployment["upstream_model"],
                    price = new { input = perMillion, output = perMillion, cached_input = perMillion },
                },
            },
        })).Succeeded();
    }

    private static async Task RecalculateAsync(GatewayProcess gateway, GatewayScenario scenario, decimal perMillion)
    {
        await PriceAsync(gateway, scenario, perMillion);
        using var request = new HttpRequestMessage(HttpMethod.Post, "admin/reports/api/recalculation") { Content = JsonContent.Create(new { from = "2026-01-01", dry_run = false }) };
        request.Headers.Authorization = new("Bearer", gateway.AdminKey);
        using var response = await gateway.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        ((long)JsonNode.Parse(text)!["changed"]!).ShouldBe(6);
    }

    private static Task TakenAsync(GatewayProcess gateway, string keyId, long expected) => Eventually.ValueAsync(
        async () => (long)(await gateway.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().Single(limit => (string?)limit!["unit"] == "micro_usd")!["taken"]!,
        taken => taken == expected, TimeSpan.FromSeconds(40), $"{expected} were taken");
}
