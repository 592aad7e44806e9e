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
        var (group, entry) = await MakeGroupAsync();

        var times = new List<TimeSpan>();
        for (var i = 0; i < Changes; i++)
        {
            var promotes = i % 2 == 0;
            (await cluster.First.Admin.PostAsync(promotes ? $"../ai-quality/models/{entry}/promote" : $"../ai-quality/models/{group}/rollback")).Succeeded();
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

    [Fact]
    public async Task A_share_is_the_same_at_every_instance_and_of_three_that_look_after_its_steps_one_moves_them()
    {
        var (group, entry) = await MakeGroupAsync();
        var steps = new[] { new { percent = 50, bake_minutes = 0 }, new { percent = 100, bake_minutes = 0 } };
        (await cluster.First.Admin.PostAsync($"../ai-quality/models/{entry}/canary", new { steps, min_calls = 24 })).Succeeded();
        foreach (var gateway in cluster.Gateways) await ServesAsync(gateway, group, "upstream/gpt-4o");

        foreach (var gateway in cluster.Gateways)
        {
            var served = new List<string?>();
            for (var i = 0; i < 12; i++) served.Add(await DeploymentAsync(gateway, group));
            // At a step of 50 per cent every second call, give or take one; more once the next step has begun.
            served.Count(deployment => deployment == "upstream/gpt-4o").ShouldBeGreaterThanOrEqualTo(5);
        }

        var ended = await Eventually.ValueAsync(
            async () =>
            {
                foreach (var gateway in cluster.Gateways) await DeploymentAsync(gateway, group);
                return (await cluster.First.Admin.ListAsync($"../ai-quality/models/{group}/canaries"))[0];
            },
            canary => canary["ended_at"] is not null, TimeSpan.FromSeconds(60), "all steps are over");
        ended["log"]!.AsArray().Select(e => $"{e!["action"]} {e["percent"]}").ShouldBe(["start 50", "promote 100", "finish 100"], "each move was made once");
        (await cluster.First.Admin.ListAsync($"../ai-quality/models/{group}/promotions")).ShouldHaveSingleItem();
        // The last steps come quickly one after the other; of a share no four calls in a row are the candidate's.
        foreach (var gateway in cluster.Gateways)
            await Eventually.TrueAsync(async () =>
            {
                for (var i = 0; i < 4; i++)
                    if (await DeploymentAsync(gateway, group) != "upstream/gpt-4o") return false;
                return true;
            }, TimeSpan.FromSeconds(20), "the candidate serves every call");
    }

    /// <summary>A group with a primary and a shadow, that serves everywhere; returns its key and the shadow's entry.</summary>
    private async Task<(string Group, string Entry)> MakeGroupAsync()
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
        return (group, (string)(await cluster.First.Admin.ListAsync($"../ai-quality/models?feature={group}")).Single(row => (string?)row["model"] == other)["id"]!);
    }

    private async Task ServesAsync(GatewayProcess gateway, string group, string deployment) =>
        await Eventually.ValueAsync(() => DeploymentAsync(gateway, group), served => served == deployment, TimeSpan.FromSeconds(20), $"{deployment} serves");

    private async Task<string?> DeploymentAsync(GatewayProcess gateway, string group)
    {
        using var response = await gateway.Caller(cluster.Scenario.Key).ChatAsync(group);
        return response.Headers.TryGetValues("x-signalbox-deployment", out var values) ? values.Single() : null;
    }
}
