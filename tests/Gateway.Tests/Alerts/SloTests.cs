using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Alerts;

/// <summary>Objectives: what was promised, counted from the calls that were made.</summary>
public sealed class SloTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Good_and_bad_calls_are_counted_and_a_budget_that_burns_is_told_by_rule_and_view()
    {
        var model = await fixture.ModelAtAsync(new { retries = 0, health = new { enabled = false } });
        for (var i = 0; i < 30; i++) (await fixture.Caller.ChatAsync(model)).StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture.Upstream.WhenModel(model, UpstreamBehavior.Error(500, "{}"));
        for (var i = 0; i < 10; i++) (await fixture.Caller.ChatAsync(model)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        var slo = await fixture.MakeAsync("slos", new { name = fixture.Name("answers"), scope = new { target = model }, target_percent = 99, window_days = 7 });
        var rule = await fixture.MakeAsync("alert-rules", new { name = fixture.Name("burning"), kind = "burn_rate", slo = slo["name"], for_seconds = 0 });
        var budget = await Eventually.ValueAsync(() => fixture.Admin.GetAsync($"slos/{slo.Id}/budget"), reply => (int)reply.Json["standing"]!["total"]! == 40, TimeSpan.FromSeconds(60), "all calls are counted");

        var standing = budget.Json["standing"]!;
        ((int)standing["good"]!, (double)standing["good_percent"]!, (bool)standing["met"]!).ShouldBe((30, 75, false));
        ((double)standing["allowed"]!).ShouldBe(0.4, 1e-9);
        ((double)standing["budget_left_percent"]!).ShouldBe(-2400, 1e-6);
        var fast = standing["burn_rates"]![0]!;
        (Math.Round((double)fast["long"]!, 6), Math.Round((double)fast["short"]!, 6), (bool)fast["too_fast"]!, (bool)fast["urgent"]!).ShouldBe((25, 25, true, true));
        budget.Json["points"]!.AsArray().Sum(point => (int)point!["total"]!).ShouldBe(40);
        var fired = await Eventually.ValueAsync(async () => await fixture.Admin.ListAsync($"alerts?rule={rule.Id}") is [var first, ..] ? first : null, alert => alert is not null, TimeSpan.FromSeconds(60), "it fires");
        ((string)fired!["summary"]!).ShouldContain("25 times as fast as it lasts in the last hour");
        (await fixture.Admin.DeleteAsync($"slos/{slo.Id}")).Code.ShouldBe("in-use");
    }

    [Fact]
    public async Task An_objective_of_latency_counts_answers_that_came_in_time()
    {
        var model = await fixture.ModelAtAsync(new { retries = 0 });
        for (var i = 0; i < 5; i++) (await fixture.Caller.ChatAsync(model)).Dispose();

        var quick = await fixture.MakeAsync("slos", new { name = fixture.Name("quick"), scope = new { target = model }, objective = "latency", threshold_ms = 60000 });

        (await GoodAsync(quick)).ShouldBe(5);
        // Counted anew by other terms: what was counted by the ones before is not taken for these.
        (await fixture.Admin.PatchAsync($"slos/{quick.Id}", new { scope = new { target = (string?)null, provider = model } })).Succeeded();
        (await GoodAsync(quick)).ShouldBe(5);

        Task<int> GoodAsync(AdminReply slo) => Eventually.ValueAsync(
            async () => (int)(await fixture.Admin.GetAsync($"slos/{slo.Id}/budget")).Succeeded().Json["standing"]!["good"]!, good => good == 5, TimeSpan.FromSeconds(60), "answers are counted");
    }

    [Theory]
    [InlineData("""{"target_percent":100}""", "target_percent")]
    [InlineData("""{"target_percent":49}""", "target_percent")]
    [InlineData("""{"window_days":0}""", "window_days")]
    [InlineData("""{"objective":"beauty"}""", "objective")]
    [InlineData("""{"objective":"latency"}""", "threshold_ms")]
    [InlineData("""{"threshold_ms":5}""", "threshold_ms")]
    [InlineData("""{"scope":{"target":"nothing"}}""", "scope.target")]
    [InlineData("""{"scope":{"organization":"nobody"}}""", "scope.organization")]
    [InlineData("""{"scope":{"org":"x"}}""", "scope.org")]
    public async Task What_makes_no_objective_is_refused_naming_the_field(string json, string field)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["name"] = fixture.Name("refused");

        var reply = await fixture.Admin.PostAsync("slos", body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field);
    }
}
