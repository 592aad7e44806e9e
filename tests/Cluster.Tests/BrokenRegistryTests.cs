using Testing.Time;

namespace Cluster.Tests;

/// <summary>A registry that cannot be compiled, as only a hand in the database can make it.</summary>
public sealed class BrokenRegistryTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_last_good_snapshot_serves_an_alarm_is_raised_and_a_repair_is_found()
    {
        var (id, secret) = await cluster.IssueKeyAsync();
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, secret, wanted: true, TimeSpan.FromSeconds(10));
        var hash = await cluster.RunSqlAsync($"UPDATE virtual_keys SET hash = 'damaged ' || hash WHERE id = '{id}' RETURNING substr(hash, 9)");
        await cluster.RunSqlAsync("UPDATE registry_version SET version = version + 1 RETURNING ''");

        foreach (var gateway in cluster.Gateways)
        {
            await Eventually.ValueAsync(() => ClusterFixture.ReadinessAsync(gateway), state => state is { Ready: true, Codes: ["snapshot-build-failed"] }, TimeSpan.FromSeconds(15), "the failure is named");
            (await ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_build_failed")).ShouldBe(1);
            (await ClusterFixture.KnowsAsync(gateway, secret)).ShouldBeTrue();
        }

        await cluster.RunSqlAsync($"UPDATE virtual_keys SET hash = '{hash}' WHERE id = '{id}' RETURNING ''");
        foreach (var gateway in cluster.Gateways)
        {
            await ClusterFixture.HasNoReasonAsync(gateway);
            (await ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_build_failed")).ShouldBe(0);
        }
    }
}
