using Testing.Redis;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>What becomes of changes and calls while Redis is away, in whatever way it goes.</summary>
public sealed class RedisFailureTests(ClusterFixture cluster)
{
    private static readonly TimeSpan ByPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ByMessage = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Killed_and_started_again_empty() => await SurviveAsync(cluster.Redis.KillAsync, cluster.Redis.StartAsync);

    [Fact]
    public async Task Paused_with_its_connections_open() => await SurviveAsync(
        () =>
        {
            cluster.Redis.Pause();
            return Task.CompletedTask;
        },
        () =>
        {
            cluster.Redis.Resume();
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Replaced_by_another_server_at_the_same_address()
    {
        await using var another = new RedisServer();
        await another.StartAsync();
        try
        {
            await SurviveAsync(
                () =>
                {
                    cluster.RedisLine.Cut();
                    return Task.CompletedTask;
                },
                () =>
                {
                    cluster.RedisLine.Mend(another.Port);
                    return Task.CompletedTask;
                });
        }
        finally
        {
            // And back again, without a pause in between.
            cluster.RedisLine.Cut();
            cluster.RedisLine.Mend(cluster.Redis.Port);
        }
        await ConvergesAsync(TimeSpan.FromSeconds(10));
        foreach (var gateway in cluster.Gateways) await ClusterFixture.HasNoReasonAsync(gateway);
        foreach (var gateway in cluster.Gateways) (await ClusterFixture.MetricAsync(gateway, "signalbox_redis_up")).ShouldBe(1);
    }

    /// <summary>The gateways stay ready and served throughout, changes arrive by the poll, and by messages again afterwards.</summary>
    private async Task SurviveAsync(Func<Task> takeAway, Func<Task> bringBack)
    {
        await using var traffic = new Traffic(cluster.Gateways, cluster.Scenario);
        await takeAway();
        try
        {
            foreach (var gateway in cluster.Gateways)
                await Eventually.ValueAsync(() => ClusterFixture.ReadinessAsync(gateway), state => state.Ready && state.Codes is ["redis-unavailable"], TimeSpan.FromSeconds(15), "Redis is named");
            (await ClusterFixture.MetricAsync(cluster.Second, "signalbox_redis_up")).ShouldBe(0);
            await ConvergesAsync(ByPoll);
        }
        finally
        {
            await bringBack();
        }

        foreach (var gateway in cluster.Gateways) await ClusterFixture.HasNoReasonAsync(gateway);
        await ConvergesAsync(ByMessage);
        traffic.FirstFailure.ShouldBeNull();
        traffic.Served.ShouldBeGreaterThan(0);
    }

    private async Task ConvergesAsync(TimeSpan within)
    {
        var (id, secret) = await cluster.IssueKeyAsync();
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, secret, wanted: true, within);
        await cluster.RevokeAsync(id);
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, secret, wanted: false, within);
    }
}
