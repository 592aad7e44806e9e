using System.Net;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Limits;

/// <summary>Limits and budgets as the API and YAML take them.</summary>
public sealed class LimitAdminTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("""{"limits":{"rpm":0}}""", "limits.rpm", "from 1 to")]
    [InlineData("""{"limits":{"rpm":-5}}""", "limits.rpm", "from 1 to")]
    [InlineData("""{"limits":{"tpm":9223372036854775807}}""", "limits.tpm", "from 1 to")]
    [InlineData("""{"limits":{"tpm":92233720368547758080}}""", "limits.tpm", "wrong type")]
    [InlineData("""{"limits":{"rpm":1.5}}""", "limits.rpm", "wrong type")]
    [InlineData("""{"limits":{"rpm":"NaN"}}""", "limits.rpm", "wrong type")]
    [InlineData("""{"limits":{"rmp":5}}""", "limits.rmp", "Did you mean 'rpm'?")]
    [InlineData("""{"limits":{"burst":5}}""", "limits.burst", "needs rpm")]
    [InlineData("""{"limits":{"rpm":5,"burst":6}}""", "limits.burst", "at most rpm")]
    [InlineData("""{"limits":{"time_zone":"Mars/Olympus"}}""", "limits.time_zone", "IANA")]
    [InlineData("""{"limits":{"quota_status":500}}""", "limits.quota_status", "403 or 429")]
    [InlineData("""{"limits":{"quotas":[{"requests":5,"period":"fortnight"}]}}""", "limits.quotas[0].period", "hour, day, week or month")]
    [InlineData("""{"limits":{"quotas":[{"requests":5,"tokens":5,"period":"day"}]}}""", "limits.quotas[0]", "exactly one")]
    [InlineData("""{"limits":{"quotas":[{"requests":5,"period":"day"},{"requests":6,"period":"day"}]}}""", "limits.quotas[1]", "stands twice")]
    [InlineData("""{"limits":{"assets":[{"asset":"smal","rpm":5}]}}""", "limits.assets[0].asset", "Did you mean 'small'?")]
    [InlineData("""{"limits":{"token_weights":{"cached":-0.1}}}""", "limits.token_weights.cached", "from 0 to 100")]
    [InlineData("""{"budget":{"amount":0,"period":"day"}}""", "budget.amount", "more than 0")]
    [InlineData("""{"budget":{"amount":-1,"period":"day"}}""", "budget.amount", "more than 0")]
    [InlineData("""{"budget":{"amount":1e12,"period":"day"}}""", "budget.amount", "at most")]
    [InlineData("""{"budget":{"amount":1e400,"period":"day"}}""", "budget.amount", "wrong type")]
    [InlineData("""{"budget":{"amount":0.0000001,"period":"day"}}""", "budget.amount", "six decimal places")]
    [InlineData("""{"budget":{"period":"day"}}""", "budget.amount", "required")]
    [InlineData("""{"budget":{"amount":5}}""", "budget.period", "hour, day, week or month")]
    [InlineData("""{"budget":{"amount":5,"period":"mounth"}}""", "budget.period", "Did you mean 'month'?")]
    [InlineData("""{"budget":{"amount":5,"period":"day","thresholds":[90,70]}}""", "budget.thresholds", "rising order")]
    [InlineData("""{"budget":{"amount":5,"period":"day","raise":{"amount":5}}}""", "budget.raise.until", "required")]
    public async Task What_makes_no_sense_is_refused_by_name(string json, string field, string message)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        (body["team_id"], body["name"]) = (fixture.Scenario.TeamId, fixture.Name("wrong"));

        var reply = await fixture.Admin.PostAsync("keys", body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Json["errors"]![field]![0])!.ShouldContain(message);
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("teams")]
    [InlineData("projects")]
    [InlineData("users")]
    [InlineData("keys")]
    public async Task Every_level_has_limits_and_a_budget_that_can_be_changed_and_cleared(string path)
    {
        var name = fixture.Name("level");
        object place = path switch
        {
            "organizations" => new { name, limits = new { rpm = 5 }, budget = new { amount = 1.5m, period = "day" } },
            "teams" or "users" => new { organization_id = fixture.Scenario.OrganizationId, name, limits = new { rpm = 5 }, budget = new { amount = 1.5m, period = "day" } },
            _ => new { team_id = fixture.Scenario.TeamId, name, limits = new { rpm = 5 }, budget = new { amount = 1.5m, period = "day" } },
        };
        var made = await fixture.MakeAsync(path, place);
        ((long)made.Json["limits"]!["rpm"]!, (decimal)made.Json["budget"]!["amount"]!, (bool)made.Json["budget"]!["hard"]!).ShouldBe((5, 1.5m, true));
        var explained = (await fixture.Admin.GetAsync($"limits/explain?{path[..^1]}={made.Id}")).Succeeded().Json["limits"]!.AsArray();
        explained.Select(one => (string?)one!["limit"]).ShouldBe(["requests-per-minute", "cost-per-day"], ignoreOrder: true);
        explained.ShouldAllBe(one => (string?)one!["scope_id"] == made.Id);

        var patched = (await fixture.Admin.PatchAsync($"{path}/{made.Id}", new { limits = new { tpm = 7 } }, made.ETag)).Succeeded();
        ((long)patched.Json["limits"]!["rpm"]!, (long)patched.Json["limits"]!["tpm"]!).ShouldBe((5, 7));
        (await fixture.Admin.PatchAsync($"{path}/{made.Id}", new { limits = new { tpm = 8 } }, made.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var cleared = (await fixture.Admin.PatchAsync($"{path}/{made.Id}", new { limits = (object?)null, budget = (object?)null }, patched.ETag)).Succeeded();
        (cleared.Json["limits"], cleared.Json["budget"]).ShouldBe((null, null));
        (await fixture.Admin.GetAsync($"limits/explain?{path[..^1]}={made.Id}")).Succeeded().Json["limits"]!.AsArray().ShouldBeEmpty();
        var events = (await fixture.Admin.GetAsync($"audit-events?object_id={made.Id}")).Succeeded().Json["items"]!.AsArray();
        events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Explain_asks_for_exactly_one_that_exists()
    {
        (await fixture.Admin.GetAsync("limits/explain")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.Admin.GetAsync("limits/explain?key=a&team=b")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.Admin.GetAsync("limits/explain?key=01KAHJ7C1S8Y3J1J5V1D4W9Q2A")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Explain_says_what_would_become_of_a_call_and_takes_nothing_for_it()
    {
        var model = fixture.Scenario.Model;
        var key = await fixture.MakeAsync("keys", new { team_id = fixture.Scenario.TeamId, name = fixture.Name("judged"), limits = new { tpm = 100_000, assets = new[] { new { asset = model, rpm = 1 } } } });
        var asked = $"limits/explain?key={key.Id}&asset={model}";
        for (var i = 0; i < 2; i++)
            (await VerdictAsync(asked)).ToJsonString().ShouldContain("\"outcome\":\"admitted\"");

        var tooLarge = await VerdictAsync($"{asked}&tokens=100001");
        ((string?)tooLarge["outcome"], (string?)tooLarge["limit"], (bool)tooLarge["too_large"]!, (long)tooLarge["wanted"]!).ShouldBe(("refused", "tokens-per-minute", true, 100_001));
        using (var served = await fixture.Gateway.Caller(key["secret"]).ChatAsync(model)) await served.Content.ReadAsStringAsync();
        var refused = await VerdictAsync(asked);
        ((string?)refused["limit"], (string?)refused["level"], (string?)refused["scope_id"], (bool)refused["too_large"]!).ShouldBe(("requests-per-minute", "key", key.Id, false));
        ((DateTimeOffset)refused["retry_at"]!).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddSeconds(-1));

        var ofAsset = (await fixture.Admin.GetAsync($"limits/explain?asset={model}")).Succeeded().Json["limits"]!.AsArray();
        ofAsset.ShouldContain(one => (string?)one!["scope_id"] == key.Id && (string?)one["asset"] == model);
        ofAsset.ShouldAllBe(one => (string?)one!["asset"] == model);
        (await fixture.Admin.GetAsync("limits/explain?asset=no-such")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Admin.GetAsync($"{asked}&tokens=-1")).Status.ShouldBe(HttpStatusCode.BadRequest);

        async Task<JsonNode> VerdictAsync(string path) => (await fixture.Admin.GetAsync(path)).Succeeded().Json["verdict"]!;
    }

    /// <summary>The design's own sample, word for word where it speaks of limits.</summary>
    [Fact]
    public async Task The_design_s_sample_applies_and_applies_again_without_a_change()
    {
        var organization = fixture.Name("org");
        var yaml = $$"""
            organizations:
              - name: {{organization}}
                grants: [small]
                limits: { quotas: [ { tokens: 50000000, period: month } ], time_zone: Europe/Berlin }
                budget: { amount: 1000, period: month, thresholds: [50, 100] }
                teams:
                  - name: web
                    limits: { rpm: 600 }
                    keys:
                      - { name: web-dev, environment: dev, limits: { rpm: 60, tpm: 100000, concurrency: 10 }, budget: { amount: 50, period: month } }
                    projects:
                      - { name: shop, environment: prod, limits: { concurrency: 5 }, keys: [ { name: shop-1, user: ana } ] }
                users:
                  - { name: ana, email: ana@acme.example, budget: { amount: 5, period: week, hard: false } }
            """;
        (await fixture.Admin.ApplyAsync(yaml)).Succeeded();
        var again = (await fixture.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded();
        again.Json["changes"]!.AsArray().Where(change => (string?)change!["object"] is { } name && name.Contains(organization)).ShouldAllBe(change => (string?)change!["action"] == "unchanged");
        again.Json["changes"]!.AsArray().Single(change => (string?)change!["object"] == "key/web-dev")!["action"]!.GetValue<string>().ShouldBe("unchanged");

        var key = (await fixture.Admin.GetAsync("keys?limit=500")).Succeeded().Json["items"]!.AsArray().Single(one => (string?)one!["name"] == "shop-1" && (string?)one["organization"] == organization)!;
        var limits = (await fixture.Admin.GetAsync($"limits/explain?key={(string)key["id"]!}")).Succeeded().Json["limits"]!.AsArray();
        limits.Select(one => $"{(string?)one!["level"]} {(string?)one["limit"]} {(long)one["amount"]!}").ShouldBe(
        [
            "organization tokens-per-month 50000000", "organization cost-per-month 1000000000", "team requests-per-minute 600", "project concurrency 5", "user cost-per-week 5000000",
        ]);
        ((bool)limits.Last()!["hard"]!).ShouldBeFalse();

        var changed = (await fixture.Admin.ApplyAsync(yaml.Replace("rpm: 600", "rpm: 700"), dryRun: true)).Succeeded();
        var field = changed.Json["changes"]!.AsArray().Single(change => (string?)change!["action"] == "update")!["fields"]!.AsArray().Single()!;
        ((string?)field["path"], (long)field["before"]!, (long)field["after"]!).ShouldBe(("limits.rpm", 600, 700));
    }

    [Fact]
    public async Task A_fault_in_a_file_names_its_line()
    {
        var reply = await fixture.Admin.ApplyAsync("organizations:\n  - name: other\n    limits: { rpm: -1 }\n");
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json.ToJsonString().ShouldContain("line 3");
    }
}
