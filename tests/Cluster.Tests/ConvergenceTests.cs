using System.Diagnostics;
using System.Globalization;
using Testing.Gateway;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>How soon a change at one instance is in force at the others.</summary>
public sealed class ConvergenceTests(ClusterFixture cluster, ITestOutputHelper output)
{
    private const int Revocations = 60;
    private const int GrantChanges = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_revocation_and_a_change_of_grants_are_in_force_everywhere_within_a_second()
    {
        var keys = new List<(string Id, string Secret)>();
        for (var i = 0; i < Revocations; i++) keys.Add(await cluster.IssueKeyAsync());
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, keys[^1].Secret, wanted: true, TimeSpan.FromSeconds(10));

        var times = new List<TimeSpan>();
        await using (var traffic = new Traffic(cluster.Gateways, cluster.Scenario))
        {
            foreach (var (id, secret) in keys)
            {
                await cluster.RevokeAsync(id);
                (await ClusterFixture.KnowsAsync(cluster.First, secret)).ShouldBeFalse("a change is in force at its own instance when its author hears of it");
                times.AddRange(await UntilOthersAsync(async gateway => !await ClusterFixture.KnowsAsync(gateway, secret)));
            }
            for (var i = 0; i < GrantChanges; i++)
            {
                var grants = i % 2 == 0 ? Array.Empty<string>() : [cluster.Scenario.Model];
                (await cluster.First.Admin.PatchAsync($"teams/{cluster.Scenario.TeamId}", new { access = new { mode = "restrict", grants = new[] { cluster.Scenario.Model }[..grants.Length] } })).Succeeded();
                times.AddRange(await UntilOthersAsync(async gateway => await MaySeeAsync(gateway) == (grants.Length > 0)));
            }
            (await cluster.First.Admin.PatchAsync($"teams/{cluster.Scenario.TeamId}", new { access = new { mode = "inherit", grants = Array.Empty<string>() } })).Succeeded();
            traffic.Served.ShouldBeGreaterThan(0);
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{times.Count} measurements: p50 {Percentile(times, 50):0} ms, p95 {Percentile(times, 95):0} ms, p99 {Percentile(times, 99):0} ms, max {times[^1].TotalMilliseconds:0} ms"));
        times.Count.ShouldBe((Revocations + GrantChanges) * 2);
        Percentile(times, 99).ShouldBeLessThan(Limit.TotalMilliseconds);
    }

    private async Task<TimeSpan[]> UntilOthersAsync(Func<GatewayProcess, Task<bool>> isInForce)
    {
        var started = Stopwatch.GetTimestamp();
        return await Task.WhenAll(cluster.Gateways.Skip(1).Select(async gateway =>
        {
            await Eventually.TrueAsync(() => isInForce(gateway), TimeSpan.FromSeconds(20), "the change is in force");
            return Stopwatch.GetElapsedTime(started);
        }));
    }

    private async Task<bool> MaySeeAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Caller(cluster.Scenario.Key).GetAsync("v1/models");
        return (await response.Content.ReadAsStringAsync()).Contains($"\"{cluster.Scenario.Model}\"", StringComparison.Ordinal);
    }

    private static double Percentile(List<TimeSpan> sorted, int percent) => sorted[(sorted.Count * percent + 99) / 100 - 1].TotalMilliseconds;
}
