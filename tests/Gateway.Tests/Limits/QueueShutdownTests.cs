using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Limits;

/// <summary>A gateway that stops does not keep those waiting who wait for room: they are told, long before the calls under way have to end.</summary>
public sealed class QueueShutdownTests(TestDatabase database)
{
    [Fact]
    public async Task Whoever_waits_at_a_stop_is_told_in_its_own_words_and_has_taken_nothing()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var key = (await gateway.Admin.PostAsync("keys", new
        {
            team_id = scenario.TeamId, name = "queued",
            limits = new { concurrency = 1, quotas = new[] { new { requests = 100, period = "day" } }, queue = new { depth = 10, max_wait_ms = 60_000 } },
        })).Succeeded();
        var caller = gateway.Caller(key["secret"]);
        upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.OpenWithHeartbeats });
        using var held = await caller.ChatAsync(scenario.Model, stream: true);
        var reading = await held.Content.ReadAsStreamAsync();
        var chat = new JsonObject { ["model"] = scenario.Model, ["max_tokens"] = 10, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) };
        var streamed = chat.DeepClone().AsObject();
        streamed["stream"] = true;
        Task<HttpResponseMessage>[] waiting =
        [
            caller.PostAsync("v1/chat/completions", chat), caller.PostAsync("v1/messages", chat.DeepClone()), caller.PostAsync("v1/chat/completions", streamed),
            caller.PostAsync("v1/responses", new JsonObject { ["model"] = scenario.Model, ["input"] = "Hi" }),
        ];
        await Eventually.ValueAsync(
            async () => (await gateway.Admin.GetAsync("limits/queues")).Succeeded().Json["queues"]!.AsArray(), queues => queues.Sum(line => (int)line!["count"]!) == 4);

        var stopping = gateway.StopAsync();

        var refused = await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20));
        stopping.IsCompleted.ShouldBeFalse("the call under way goes on");
        foreach (var response in refused)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
            response.Headers.GetValues("x-request-id").ShouldHaveSingleItem();
            (await response.Content.ReadAsStringAsync()).ShouldContain("The gateway stops");
        }
        var errors = await Task.WhenAll(refused.Select(async response => JsonNode.Parse(await response.Content.ReadAsStringAsync())!));
        ((string?)errors[0]["error"]!["code"], (string?)errors[1]["type"], (string?)errors[1]["error"]!["type"], (string?)errors[3]["error"]!["code"])
            .ShouldBe(("gateway-stopping", "error", "overloaded_error", "gateway-stopping"));
        (await reading.ReadAsync(new byte[1])).ShouldBe(1);
        held.Dispose();
        (await stopping).ShouldBe(0);

        await gateway.StartAgainAsync();
        var id = refused[0].Headers.GetValues("x-request-id").Single();
        var record = (await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), reply => reply.Status == HttpStatusCode.OK)).Json;
        ((string?)record["status"], (string?)record["code"], (long?)record["tokens_input"]).ShouldBe(("refused", "gateway-stopping", null));
        var quota = (await gateway.Admin.GetAsync($"limits/explain?key={key.Id}")).Succeeded().Json["limits"]!.AsArray().Single(limit => (string?)limit!["limit"] == "requests-per-day")!;
        ((long)quota["taken"]!).ShouldBe(1);
        upstream.Chats.Count.ShouldBe(1);
    }
}
