using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;

namespace Gateway.Tests.Reports;

public sealed class RecalculationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Path = "/admin/reports/api/";

    [Fact]
    public async Task A_corrected_price_is_shown_as_a_difference_first_and_then_corrects_every_sum()
    {
        var model = await fixture.ModelAtAsync(new { });
        for (var i = 0; i < 3; i++) (await fixture.Caller.ChatAsync(model)).Dispose();
        await CountAsync(model, 3);
        var before = await SumsAsync(model);
        ((long)before["unpriced"]!).ShouldBe(3);
        var id = (string)(await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == model)["id"]!;
        (await fixture.Admin.PatchAsync($"models/{id}", new { deployments = new[] { new { provider = model, upstream_model = model, price = new { input = 2, output = 10 } } } })).Succeeded();
        var body = new { from = "2026-01-01", provider = model };
        var expected = ((long)before["tokens_input"]! * 2) + ((long)before["tokens_output"]! * 10);

        var dry = await PostAsync(body);
        ((bool)dry["dry_run"]!).ShouldBeTrue();
        ((long)dry["changed"]!).ShouldBe(3);
        ((long)dry["difference_micros"]!).ShouldBe(expected);
        (await SumsAsync(model)).ToJsonString().ShouldBe(before.ToJsonString());

        var applied = await PostAsync(new { body.from, body.provider, dry_run = false });
        ((long)applied["cost_after_micros"]!).ShouldBe(expected);
        var after = await SumsAsync(model);
        ((long)after["cost_micros"]!).ShouldBe(expected);
        ((long)after["unpriced"]!).ShouldBe(0);
        ((long)after["requests"]!).ShouldBe(3);
        (await fixture.Admin.ListAsync($"requests?model={model}")).Sum(r => (long)r["cost_micros"]!).ShouldBe(expected);
        var audited = (await fixture.Admin.ListAsync("audit-events?action=recalculate")).Single(noted => (string?)noted["object_id"] == model);
        ((long)audited["after"]!["changed"]!).ShouldBe(3);

        ((long)(await PostAsync(new { body.from, body.provider, dry_run = false }))["changed"]!).ShouldBe(0, "once is enough");
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(1, 1)]
    public async Task Budgets_in_force_follow_up_and_down(int input, int output)
    {
        var model = await fixture.ModelAtAsync(new { });
        var id = (string)(await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == model)["id"]!;
        await PriceAsync(model, id, 1, 5);
        var key = await fixture.MakeAsync("keys", new { team_id = fixture.Scenario.TeamId, name = fixture.Name("budget"), budget = new { amount = 1, period = "month" } });
        var caller = fixture.Gateway.Caller(key["secret"]);
        for (var i = 0; i < 3; i++) (await caller.ChatAsync(model)).Dispose();
        await CountAsync(model, 3);
        (await TakenAsync(key.Id)).ShouldBe(3 * (20 + (10 * 5)));
        await PriceAsync(model, id, input, output);

        await PostAsync(new { from = "2026-01-01", provider = model, dry_run = false });

        (await TakenAsync(key.Id)).ShouldBe(3 * ((20 * input) + (10 * output)));
        using (await caller.ChatAsync(model)) { }
        await CountAsync(model, 4);
        (await TakenAsync(key.Id)).ShouldBe(4 * ((20 * input) + (10 * output)));
    }

    private async Task PriceAsync(string model, string id, decimal input, decimal output) =>
        (await fixture.Admin.PatchAsync($"models/{id}", new { deployments = new[] { new { provider = model, upstream_model = model, price = new { input, output } } } })).Succeeded();

    private async Task<long> TakenAsync(string keyId) =>
        (long)(await fixture.Admin.GetAsync($"limits/explain?key={keyId}")).Succeeded().Json["limits"]!.AsArray().Single(limit => (string?)limit!["unit"] == "micro_usd")!["taken"]!;

    [Theory]
    [InlineData("{}", "from", "is required")]
    [InlineData("{\"from\": \"soon\"}", "from", "ISO 8601")]
    [InlineData("{\"from\": \"2026-11-02\", \"to\": \"2026-11-01\"}", "from", "earlier")]
    [InlineData("{\"from\": \"2026-11-02\", \"dryrun\": false}", "dryrun", "Did you mean 'dry_run'?")]
    public async Task What_is_not_understood_is_named(string json, string field, string remedy)
    {
        using var response = await SendAsync(new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![field]![0]).ShouldNotBeNull().ShouldContain(remedy);
    }

    [Theory]
    [InlineData("price", "{\"input\": -1, \"output\": 1}", "price.input", "between 0 and 1,000,000")]
    [InlineData("price", "{\"input\": 1, \"output\": 1000001}", "price.output", "between 0 and 1,000,000")]
    [InlineData("price", "{\"input\": 1, \"output\": 1, \"cache_write_1h\": 0.0000001}", "price.cache_write_1h", "six decimal places")]
    [InlineData("price", "{\"input\": 1, \"output\": 1, \"tiers\": [{\"above_input_tokens\": 0, \"price\": {\"input\": 1, \"output\": 1}}]}", "price.tiers[0].above_input_tokens", "positive")]
    [InlineData("price", "{\"input\": 1, \"output\": 1, \"classes\": [{\"class\": \"cheap\", \"price\": {\"input\": 1, \"output\": 1}}]}", "price.classes[0].class", "batch, flex, priority")]
    [InlineData("prices", "[]", "prices", "1 to 64")]
    [InlineData("prices", "[{\"input\": 1, \"output\": 1, \"until\": \"2026-02-01T00:00:00Z\"}, {\"from\": \"2026-03-01T00:00:00Z\", \"input\": 1, \"output\": 1}]", "prices[0].until", "gap")]
    [InlineData("prices", "[{\"input\": 1, \"output\": 1, \"until\": \"2026-04-01T00:00:00Z\"}, {\"from\": \"2026-03-01T00:00:00Z\", \"input\": 1, \"output\": 1}]", "prices[0].until", "overlaps")]
    public async Task A_price_that_cannot_be_is_refused_by_the_name_of_its_part(string member, string json, string field, string words)
    {
        var deployment = new JsonObject { ["provider"] = "upstream", ["upstream_model"] = "m", [member] = JsonNode.Parse(json) };

        var reply = await fixture.Admin.PostAsync("models", new JsonObject { ["name"] = fixture.Name("bad"), ["deployments"] = new JsonArray(deployment) });

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Json["errors"]![$"deployments[0].{field}"]?[0]).ShouldNotBeNull(reply.Json.ToJsonString()).ShouldContain(words);
    }

    [Fact]
    public async Task Prices_that_follow_each_other_come_back_as_they_were_set_and_the_one_of_now_counts()
    {
        var name = fixture.Name("dated");
        var made = await fixture.MakeAsync("models", new
        {
            name,
            deployments = new[]
            {
                new
                {
                    provider = "upstream", upstream_model = "m",
                    prices = new object[] { new { input = 9, output = 9 }, new { from = "2020-01-01T00:00:00Z", input = 1, output = 2, cache_write_1h = 3 }, new { from = "2090-01-01T00:00:00Z", input = 5, output = 5 } },
                },
            },
        });

        var deployment = made.Json["deployments"]![0]!;
        deployment["prices"]!.AsArray().Count.ShouldBe(3);
        ((decimal)deployment["price"]!["input"]!).ShouldBe(1);
        ((decimal)deployment["price"]!["cache_write_1h"]!).ShouldBe(3);
        ((string?)deployment["price_source"]).ShouldBe("own");
    }

    private Task CountAsync(string model, int calls) =>
        Eventually.TrueAsync(async () => (await fixture.Admin.ListAsync($"requests?model={model}")).Count == calls, TimeSpan.FromSeconds(10));

    private async Task<JsonNode> SumsAsync(string model)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}breakdown?by=model&model={model}");
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        using var response = await fixture.Gateway.Http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["totals"]!;
    }

    private async Task<JsonNode> PostAsync(object body)
    {
        using var response = await SendAsync(new StringContent(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path + "recalculation") { Content = content };
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        return fixture.Gateway.Http.SendAsync(request);
    }
}
