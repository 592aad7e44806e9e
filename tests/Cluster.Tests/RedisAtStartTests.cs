using Testing.Gateway;
using Testing.Redis;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>Redis that is not there at start, is not wanted, or is not understood.</summary>
public sealed class RedisAtStartTests(ClusterFixture cluster)
{
    private static readonly TimeSpan ByPoll = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_Redis_the_poll_converges_and_Redis_that_comes_later_is_used()
    {
        await using var redis = new RedisServer();
        var database = await cluster.AnotherDatabaseAsync();
        await using var without = await ClusterFixture.StartAsync("without", database, redisPort: null);
        await using var early = await ClusterFixture.StartAsync("early", database, redis.Port);
        // Once it knows of the other, it says that each enforces its part of limits, and nothing else.
        (await ClusterFixture.ReadinessAsync(without)).Codes.Except(["limits-divided"]).ShouldBeEmpty();
        await Eventually.ValueAsync(() => ClusterFixture.ReadinessAsync(early), state => state is { Ready: true, Codes: ["redis-unavailable"] }, TimeSpan.FromSeconds(15), "Redis is named");

        var scenario = await GatewayScenario.CreateAsync(without.Admin, cluster.Upstream);
        await ClusterFixture.KnowsAsync(early, scenario.Key, wanted: true, ByPoll);
        (await without.Admin.PostAsync($"keys/{scenario.KeyId}/revoke")).Succeeded();
        await ClusterFixture.KnowsAsync(early, scenario.Key, wanted: false, ByPoll);

        await redis.StartAsync();
        await ClusterFixture.HasNoReasonAsync(early);
        early.Output.Split('\n').Count(line => line.Contains("Redis is away", StringComparison.Ordinal)).ShouldBe(1, "one line for the change, not one for each attempt");
    }

    [Theory]
    [InlineData("redis://127.0.0.1:6379", null, "the database is SQLite")]
    [InlineData("http://127.0.0.1:6379", "Host=127.0.0.1;Database=x", "SIGNALBOX_REDIS is not understood")]
    [InlineData("localhost,colour=blue", "Host=127.0.0.1;Database=x", "SIGNALBOX_REDIS is not understood")]
    [InlineData("redis://ana:hunter22@127.0.0.1", "Host=127.0.0.1;Database=x", "names the user 'ana'")]
    public async Task A_setting_that_cannot_work_ends_the_start_with_the_reason(string redis, string? database, string reason)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => GatewayProcess.StartAsync(new GatewayOptions
        {
            OwnProcess = true,
            Database = database,
            Environment = new Dictionary<string, string?> { ["SIGNALBOX_REDIS"] = redis },
        }));

        failure.Message.ShouldContain(reason);
        failure.Message.ShouldNotContain("hunter22");
    }
}
