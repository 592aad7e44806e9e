using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Reports;

public sealed class EvidenceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Canary = "canary-7f3a91";

    [Fact]
    public async Task Evidence_of_a_call_holds_nothing_that_a_caller_or_an_upstream_worded_and_no_part_of_a_key()
    {
        var model = await fixture.ModelAtAsync(new { api_key = $"sk-{Canary}-provider", retries = 0 });
        fixture.Upstream.Default = UpstreamBehavior.OpenAIError(400, "invalid_request_error", $"Your prompt {Canary} with key sk-{Canary} is wrong.");
        try
        {
            var ids = new List<string> { await CallAsync(model), await CallAsync($"no-such-{Canary}") };
            fixture.Upstream.Default = new UpstreamBehavior { Text = Canary };
            ids.Add(await CallAsync(model));

            foreach (var id in ids)
            {
                await RecordedAsync(id);
                foreach (var format in new[] { "json", "bundle" })
                {
                    using var response = await GetAsync($"request-evidence?request_id={id}&format={format}");
                    var text = await response.Content.ReadAsStringAsync();
                    response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                    response.Headers.CacheControl!.NoStore.ShouldBeTrue();
                    text.ShouldNotContain(Canary);
                    text.ShouldNotContain(fixture.Scenario.Key[..8]);
                    ((string?)JsonNode.Parse(text)!["request_id"]).ShouldBe(id);
                }
            }
        }
        finally
        {
            fixture.Upstream.Default = new UpstreamBehavior();
        }
    }

    [Fact]
    public async Task Evidence_says_what_is_there_and_what_is_not()
    {
        var answered = await JsonAsync(await CallAsync(fixture.Scenario.Model));
        ((string?)answered["outcome"]!["status"]).ShouldBe("success");
        answered["stages"]!.AsArray().Select(s => (string?)s!["name"]).ShouldBe(["arrived", "ended"]);
        ((string?)answered["route"]!["provider"]).ShouldBe("upstream");
        ((string?)answered["gateway_version"]).ShouldNotBeNullOrEmpty();

        var refused = await JsonAsync(await CallAsync("no-such-model"));
        ((string?)refused["state"]).ShouldBe("partial_expected");
        refused["sections"]!.AsArray().Single(s => (string?)s!["name"] == "attempts")!["state"]!.GetValue<string>().ShouldBe("not_applicable");
    }

    [Theory]
    [InlineData("request-evidence", HttpStatusCode.BadRequest)]
    [InlineData("request-evidence?request_id=x&format=zip", HttpStatusCode.BadRequest)]
    [InlineData("request-evidence?request_id=01KAHJ7C1S8Y3J1J5V1D4W9Q2A", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_answered_says_why(string path, HttpStatusCode status) => (await GetAsync(path)).StatusCode.ShouldBe(status);

    [Fact]
    public async Task The_ledger_is_balanced()
    {
        await RecordedAsync(await CallAsync(fixture.Scenario.Model));

        using var response = await GetAsync("ledger?since=24h&provider=upstream");
        var ledger = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((bool)ledger["balanced"]!).ShouldBeTrue();
        var line = ledger["providers"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)line["dispatched"]!).ShouldBeGreaterThan(0);
    }

    private async Task<string> CallAsync(string model)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(new JsonObject { ["model"] = model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = Canary }) }.ToJsonString(),
                System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", fixture.Scenario.Key);
        request.Headers.UserAgent.ParseAdd($"bot/{Canary}");
        using var response = await fixture.Gateway.Http.SendAsync(request);
        return response.Headers.GetValues("x-request-id").Single();
    }

    private async Task<JsonNode> JsonAsync(string id)
    {
        await RecordedAsync(id);
        using var response = await GetAsync($"request-evidence?request_id={id}");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private Task RecordedAsync(string id) =>
        Eventually.TrueAsync(async () => (await fixture.Admin.GetAsync($"requests/{id}")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));

    private Task<HttpResponseMessage> GetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/admin/reports/api/" + path);
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        return fixture.Gateway.Http.SendAsync(request);
    }
}
