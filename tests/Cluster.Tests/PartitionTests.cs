using System.Text.Json.Nodes;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>An instance that reaches neither the database nor Redis.</summary>
public sealed class PartitionTests(ClusterFixture cluster)
{
    [Fact]
    public async Task It_serves_what_it_knows_is_seen_to_lag_and_catches_up()
    {
        var (kept, keptSecret) = await cluster.IssueKeyAsync();
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, keptSecret, wanted: true, TimeSpan.FromSeconds(10));
        await using (var traffic = new Traffic([cluster.Third], cluster.Scenario))
        {
            cluster.ThirdDatabaseLine.Cut();
            cluster.ThirdRedisLine.Cut();
            await Eventually.ValueAsync(() => ClusterFixture.ReadinessAsync(cluster.Third), state => state.Ready && state.Codes.Contains("snapshot-stale"), TimeSpan.FromSeconds(15), "it says that it may lag");

            await cluster.RevokeAsync(kept);
            await ClusterFixture.KnowsAsync(cluster.Second, keptSecret, wanted: false, TimeSpan.FromSeconds(5));
            (await ClusterFixture.KnowsAsync(cluster.Third, keptSecret)).ShouldBeTrue("nothing can have told it");
            var row = await ThirdAsync();
            ((long)row["lag"]!).ShouldBeGreaterThan(0);
            row["behind_since"].ShouldNotBeNull();
            traffic.FirstFailure.ShouldBeNull();

            cluster.ThirdDatabaseLine.Mend();
            cluster.ThirdRedisLine.Mend();
            await ClusterFixture.KnowsAsync(cluster.Third, keptSecret, wanted: false, TimeSpan.FromSeconds(10));
        }
        await ClusterFixture.HasNoReasonAsync(cluster.Third);
        await Eventually.ValueAsync(ThirdAsync, row => (long)row["lag"]! == 0 && row["behind_since"] is null, TimeSpan.FromSeconds(10), "it is seen to have caught up");
    }

    private async Task<JsonNode> ThirdAsync() =>
        (await cluster.First.Admin.GetAsync("instances")).Succeeded().Json["items"]!.AsArray().Last(item => (string?)item!["name"] == "third")!;
}
