using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>Responses made at one instance and asked for at another, at once.</summary>
public sealed class KeptResponsesTests(ClusterFixture cluster)
{
    private const int Turns = 25;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_goes_on_at_another_instance_with_every_turn(bool stream)
    {
        await KnowEachOtherAsync();
        var late = new double[cluster.Gateways.Count];
        for (var i = 0; i < late.Length; i++) late[i] = await LateAsync(cluster.Gateways[i]);
        string? previous = null;
        for (var turn = 0; turn < Turns; turn++)
        {
            var maker = turn % late.Length;
            var response = await CreateAsync(cluster.Gateways[maker], previous, stream);
            ((string?)response["previous_response_id"]).ShouldBe(previous);
            previous = (string)response["id"]!;
            var asked = cluster.Gateways[(turn + 1) % late.Length];
            if (await FindsAsync(asked, previous)) continue;
            // A machine so busy that the write took longer than a call may wait: the gateway must have said so.
            (await LateAsync(cluster.Gateways[maker])).ShouldBeGreaterThan(late[maker]++, "the response was not found, and nothing was late");
            await Eventually.TrueAsync(() => FindsAsync(asked, previous), TimeSpan.FromSeconds(30), "the response is found");
        }
        cluster.Upstream.Chats[^1].Json!["messages"]!.AsArray().Count.ShouldBe(Turns * 2 - 1, "every turn was found");
    }

    [Fact]
    public async Task A_database_that_is_away_fails_no_call_and_what_was_made_meanwhile_is_found_elsewhere_later()
    {
        await KnowEachOtherAsync();
        var before = await LateAsync(cluster.Third);
        string last;
        cluster.ThirdDatabaseLine.Cut();
        try
        {
            var first = await CreateAsync(cluster.Third, null, stream: false);
            var second = await CreateAsync(cluster.Third, (string)first["id"]!, stream: true);
            last = (string)second["id"]!;
            (await LateAsync(cluster.Third) - before).ShouldBe(2);
        }
        finally
        {
            cluster.ThirdDatabaseLine.Mend();
        }
        await Eventually.TrueAsync(() => FindsAsync(cluster.First, last), TimeSpan.FromSeconds(30), "the response is found at the first");
        await ClusterFixture.HasNoReasonAsync(cluster.Third);
    }

    /// <summary>Each writes its row and then looks for others, every two seconds: once it has written two more rows, it has seen those that were there before.</summary>
    private async Task KnowEachOtherAsync()
    {
        for (var look = 0; look < 3; look++)
        {
            var since = DateTimeOffset.UtcNow;
            foreach (var gateway in (GatewayProcess[])[cluster.First, cluster.Second])
                await Eventually.ValueAsync(
                    async () => (await gateway.Admin.GetAsync("instances")).Succeeded().Json["items"]!.AsArray(),
                    items => items.Count(item => !(bool)item!["self"]! && (DateTimeOffset)item["last_seen_at"]! > since) >= 2, TimeSpan.FromSeconds(30), "the others look");
        }
    }

    private static Task<double> LateAsync(GatewayProcess gateway) => ClusterFixture.MetricAsync(gateway, "signalbox_responses_unshared_total");

    private async Task<bool> FindsAsync(GatewayProcess gateway, string id)
    {
        using var read = await gateway.Caller(cluster.Scenario.Key).GetAsync($"v1/responses/{id}");
        return read.StatusCode == HttpStatusCode.OK;
    }

    private async Task<JsonNode> CreateAsync(GatewayProcess gateway, string? previous, bool stream)
    {
        var body = new JsonObject { ["model"] = cluster.Scenario.Model, ["input"] = "Go on.", ["stream"] = stream };
        if (previous is not null) body["previous_response_id"] = previous;
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await gateway.Caller(cluster.Scenario.Key).PostAsync("v1/responses", content);
        if (!stream || response.StatusCode != HttpStatusCode.OK)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return JsonNode.Parse(text)!;
        }
        var read = await response.ReadStreamAsync();
        read.Events[^1].Event.ShouldBe("response.completed");
        return read.Chunks[^1]["response"]!;
    }
}
