using System.Diagnostics;
using Signalbox.Cluster;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>Many changes at once.</summary>
public sealed class BurstTests(ClusterFixture cluster, ITestOutputHelper output)
{
    private const int Writes = 1000;

    /// <summary>Until the pause between reloads has grown, and for the polls.</summary>
    private const int Allowance = 20;

    [Fact]
    public async Task A_thousand_writes_cause_few_reloads_elsewhere_and_all_end_on_the_last_version()
    {
        var before = await Task.WhenAll(cluster.Gateways.Skip(1).Select(g => ClusterFixture.MetricAsync(g, "signalbox_snapshot_reloads_total")));
        var failures = await ClusterFixture.MetricAsync(cluster.First, "signalbox_snapshot_build_failures_total");
        var versionBefore = await ClusterFixture.VersionAsync(cluster.First);

        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, Writes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await cluster.IssueKeyAsync());

        var took = Stopwatch.GetElapsedTime(started);
        var last = await ClusterFixture.VersionAsync(cluster.First);
        last.ShouldBe(versionBefore + Writes);
        foreach (var gateway in cluster.Gateways.Skip(1))
            await Eventually.ValueAsync(() => ClusterFixture.VersionAsync(gateway), version => version == last, TimeSpan.FromSeconds(10), "the last version");
        foreach (var gateway in cluster.Gateways) (await ClusterFixture.ReadinessAsync(gateway)).Codes.ShouldBeEmpty();
        (await ClusterFixture.MetricAsync(cluster.First, "signalbox_snapshot_build_failures_total")).ShouldBe(failures);
        var after = await Task.WhenAll(cluster.Gateways.Skip(1).Select(g => ClusterFixture.MetricAsync(g, "signalbox_snapshot_reloads_total")));
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Writes} writes in {took.TotalSeconds:0.0} s, reloads at the others: {string.Join(", ", after.Zip(before, (a, b) => a - b))}"));
        // No more than one for each of the longest pauses, however slow this machine is.
        var most = took / RemoteChanges.LongestPause + Allowance;
        foreach (var (a, b) in after.Zip(before)) (a - b).ShouldBeInRange(1, most);
    }
}
