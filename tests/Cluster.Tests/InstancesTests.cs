using Testing.Time;

namespace Cluster.Tests;

/// <summary>The list of instances.</summary>
public sealed class InstancesTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Each_instance_shows_all_of_them_with_the_version_they_have_in_force()
    {
        await cluster.IssueKeyAsync();
        foreach (var gateway in cluster.Gateways)
        {
            var version = await ClusterFixture.VersionAsync(cluster.First);
            var list = await Eventually.ValueAsync(
                async () => (await gateway.Admin.GetAsync("instances")).Succeeded().Json,
                json => json["items"]!.AsArray() is { Count: 3 } items && items.All(item => (long)item!["lag"]! == 0), TimeSpan.FromSeconds(10), "three without lag");

            ((long)list["registry_version"]!).ShouldBe(version);
            ((string)list["database"]!).ShouldBe("postgres");
            var items = list["items"]!.AsArray();
            items.Select(item => (string)item!["name"]!).ShouldBe(["first", "second", "third"], ignoreOrder: true);
            items.Count(item => (bool)item!["self"]!).ShouldBe(1);
            items.ShouldAllBe(item => !(bool)item!["silent"]! && !(bool)item["stale"]! && (string)item["redis"]! == "up" && (long)item["snapshot_version"]! == version);
        }
    }

    [Fact]
    public async Task An_instance_that_stops_leaves_the_list()
    {
        await using (var fourth = await ClusterFixture.StartAsync("fourth", cluster.Database, cluster.RedisLine.Port))
        {
            await Eventually.ValueAsync(NamesAsync, names => names.Contains("fourth"), TimeSpan.FromSeconds(10), "it is listed");
            (await fourth.StopAsync()).ShouldBe(0);
        }
        (await NamesAsync()).ShouldBe(["first", "second", "third"], ignoreOrder: true);
    }

    private async Task<string[]> NamesAsync() =>
        [.. (await cluster.First.Admin.GetAsync("instances")).Succeeded().Json["items"]!.AsArray().Select(item => (string)item!["name"]!)];
}
