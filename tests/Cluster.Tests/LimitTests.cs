using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Cluster.Tests;

/// <summary>One limit at three instances that share it through Redis: bursts at all of them, Redis killed and standing still.</summary>
public sealed class LimitTests(ClusterFixture cluster)
{
    private const int Amount = 120;

    /// <summary>R06, R12, R13: each instance by itself would let three times as much through.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_bursts_at_all_instances_no_more_than_the_limit_gets_through_R06_R13(bool exact)
    {
        var (id, secret) = await KeyAsync(new { quotas = new[] { new { requests = Amount, period = "day" } }, exact });
        await LeasedAsync();

        var (served, refused) = await BurstAsync(secret, callers: 4, callsEach: 25);

        served.ShouldBeLessThanOrEqualTo(Amount);
        // Of what the others hold to spare near the end little is left unused, and calls that come later get it.
        await Eventually.ValueAsync(async () => served += (await BurstAsync(secret, 1, 5)).Served, sum => sum == Amount, TimeSpan.FromSeconds(60), "all that there is was taken");
        (await BurstAsync(secret, 1, 10)).Served.ShouldBe(0);
        refused.ShouldBePositive();
        await Eventually.ValueAsync(() => StandingAsync(cluster.Second, id), one => (long)one["taken"]! == Amount && (long)one["remaining"]! == 0, TimeSpan.FromSeconds(10));
    }

    /// <summary>What is left when Redis goes is divided: together the three stay within it, and a call that has to ask waits no longer than it must (R80).</summary>
    [Theory]
    [InlineData("kill")]
    [InlineData("pause")]
    public async Task With_Redis_gone_in_the_middle_the_limit_holds_as_documented_R04_R07_R80(string how)
    {
        var (id, secret) = await KeyAsync(new { quotas = new[] { new { requests = Amount, period = "day" } } });
        await LeasedAsync();
        var (served, _) = await BurstAsync(secret, callers: 2, callsEach: 6);
        served.ShouldBe(36);
        foreach (var gateway in cluster.Gateways)
            await Eventually.ValueAsync(() => StandingAsync(gateway, id), one => (long)one["taken"]! == 36, TimeSpan.FromSeconds(10), "it knows what the others took");
        if (how == "kill") await cluster.Redis.KillAsync();
        else cluster.Redis.Pause();
        try
        {
            served += (await BurstAsync(secret, callers: 4, callsEach: 25)).Served;
            // No instance was cut off while another was not, so nothing goes beyond the amount.
            served.ShouldBeLessThanOrEqualTo(Amount);
            foreach (var gateway in cluster.Gateways)
                await Eventually.ValueAsync(() => ClusterFixture.ReadinessAsync(gateway), state => state.Ready && state.Codes.Length > 0, TimeSpan.FromSeconds(15), "it says that Redis is away");
        }
        finally
        {
            if (how == "kill") await cluster.Redis.StartAsync();
            else cluster.Redis.Resume();
        }

        // Redis is back, empty after the kill: what was taken stays taken.
        foreach (var gateway in cluster.Gateways) await ClusterFixture.HasNoReasonAsync(gateway);
        await LeasedAsync();
        served += (await BurstAsync(secret, callers: 4, callsEach: 15)).Served;
        served.ShouldBeLessThanOrEqualTo(Amount);
    }

    /// <summary>R02: what a killed instance held is free within its lease; what it took is not.</summary>
    [Fact]
    public async Task A_killed_instance_takes_no_place_with_it_R02()
    {
        var (id, secret) = await KeyAsync(new { concurrency = 2 });
        await LeasedAsync();
        await using var fourth = await ClusterFixture.StartAsync("killed", cluster.Database, cluster.RedisLine.Port);
        cluster.Upstream.WhenModel(GatewayScenario.UpstreamModel, new UpstreamBehavior { NeverAnswer = true });
        var before = cluster.Upstream.Chats.Count;
        Task[] open = [.. Enumerable.Range(0, 2).Select(_ => Should.ThrowAsync<HttpRequestException>(() => fourth.Caller(secret).ChatAsync(cluster.Scenario.Model)))];
        await cluster.Upstream.ChatAsync(before + 2);
        cluster.Upstream.Forget();
        using (var refused = await cluster.First.Caller(secret).ChatAsync(cluster.Scenario.Model)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        await fourth.KillAsync();
        await Task.WhenAll(open);

        await Eventually.ValueAsync(() => CallAsync(cluster.First, secret), code => code == HttpStatusCode.OK, TimeSpan.FromSeconds(30), "the places are free");
        (await StandingAsync(cluster.First, id))["amount"]!.GetValue<long>().ShouldBe(2);

        // It stays in the list of instances for an hour, where another test counts them.
        await cluster.RunSqlAsync("DELETE FROM instances WHERE name = 'killed' RETURNING name");
    }

    private async Task<(string Id, string Secret)> KeyAsync(object limits)
    {
        var reply = (await cluster.First.Admin.PostAsync("keys", new { name = cluster.Name("limited"), team_id = cluster.Scenario.TeamId, limits })).Succeeded();
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, reply["secret"], wanted: true, TimeSpan.FromSeconds(15));
        return (reply.Id, reply["secret"]);
    }

    /// <summary>Waits until every instance shares through Redis and knows the others.</summary>
    private async Task LeasedAsync()
    {
        foreach (var gateway in cluster.Gateways)
            await Eventually.ValueAsync(
                async () => (await gateway.Admin.GetAsync($"limits/explain?key={cluster.Scenario.KeyId}")).Succeeded().Json,
                view => (string?)view["sharing"] == "leased" && (int)view["instances"]! >= 3, TimeSpan.FromSeconds(30), "limits are shared through Redis");
    }

    private async Task<(int Served, int Refused)> BurstAsync(string secret, int callers, int callsEach)
    {
        var codes = await Task.WhenAll(cluster.Gateways.SelectMany(gateway => Enumerable.Range(0, callers).Select(async _ =>
        {
            var seen = new List<HttpStatusCode>();
            for (var i = 0; i < callsEach; i++) seen.Add(await CallAsync(gateway, secret));
            return seen;
        })));
        var all = codes.SelectMany(code => code).ToList();
        all.ShouldAllBe(code => code == HttpStatusCode.OK || code == HttpStatusCode.Forbidden);
        return (all.Count(code => code == HttpStatusCode.OK), all.Count(code => code == HttpStatusCode.Forbidden));
    }

    private async Task<HttpStatusCode> CallAsync(GatewayProcess gateway, string secret)
    {
        using var response = await gateway.Caller(secret).ChatAsync(cluster.Scenario.Model);
        await response.Content.ReadAsStringAsync();
        return response.StatusCode;
    }

    private static async Task<JsonNode> StandingAsync(GatewayProcess gateway, string keyId) =>
        (await gateway.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().Single()!;
}
