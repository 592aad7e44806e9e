using System.Diagnostics;
using System.Globalization;
using Testing.Gateway;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>A promotion at one instance is in force there before the answer, and at all others within a second.</summary>
public sealed class PromotionTests(ClusterFixture cluster, ITestOutputHelper output)
{
    private const int Changes = 30;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_promotion_and_a_rollback_are_in_force_everywhere_within_a_second()
    {
        var (group, other) = (cluster.Name("feature"), cluster.Name("candidate"));
        (await cluster.First.Admin.PostAsync("models", new { name = other, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } })).Succeeded();
        (await cluster.First.Admin.PostAsync("route-groups", new
        {
            key = group, strategy = "primary", members = new[] { new { model = cluster.Scenario.Model, status = "primary" }, new { model = other, status = "shadow" } },
        })).Succeeded();
        var path = $"organizations/{cluster.Scenario.OrganizationId}";
        var before = (await cluster.First.Admin.GetAsync(path)).Succeeded();
        (await cluster.First.Admin.PatchAsync(path, new { grants = before.Json["grants"]!.AsArray().Select(g => (string)g!).Append(group) }, before.ETag)).Succeeded();
        foreach (var gateway in cluster.Gateways) await ServesAsync(gateway, group, "upstream/gpt-4o-mini");
        var entry = (await cluster.First.Admin.ListAsync($"../ai-quality/models?feature={group}")).Single(row => (string?)row["model"] == other);

        var times = new List<TimeSpan>();
        for (var i = 0; i < Changes; i++)
        {
            var promotes = i % 2 == 0;
            (await cluster.First.Admin.PostAsync(promotes ? $"../ai-quality/models/{entry["id"]}/promote" : $"../ai-quality/models/{group}/rollback")).Succeeded();
            var wanted = promotes ? "upstream/gpt-4o" : "upstream/gpt-4o-mini";
            var started = Stopwatch.GetTimestamp();
            (await DeploymentAsync(cluster.First, group)).ShouldBe(wanted, "a change is in force at its own instance when its author hears of it");
            times.AddRange(await Task.WhenAll(cluster.Gateways.Skip(1).Select(async gateway =>
            {
                await ServesAsync(gateway, group, wanted);
                return Stopwatch.GetElapsedTime(started);
            })));
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Count} measurements: p50 {times[times.Count / 2].TotalMilliseconds:0} ms, max {times[^1].TotalMilliseconds:0} ms"));
        times.Count.ShouldBe(Changes * 2);
        times[(times.Count * 99 + 99) / 100 - 1].ShouldBeLessThan(Limit);
    }

    private async Task ServesAsync(GatewayProcess gateway, string group, string deployment) =>
        await Eventually.ValueAsync(() => DeploymentAsync(gateway, group), served => served == deployment, TimeSpan.FromSeconds(20), $"{deployment} serves");

    private async Task<string?> DeploymentAsync(GatewayProcess gateway, string group)
    {
        using var response = await gateway.Caller(cluster.Scenario.Key).ChatAsync(group);
        return response.Headers.TryGetValues("x-signalbox-deployment", out var values) ? values.Single() : null;
    }
}
