using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Gateway.Tests.Usage;
using Signalbox.Core.Reports;
using Signalbox.Storage;
using Signalbox.Usage;
using Testing.Gateway;

namespace Gateway.Tests.Alerts;

/// <summary>Rules through API and YAML, and whether they would fire.</summary>
public sealed class AlertRuleTests(TestDatabase databases, GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("""{"kind":"weather"}""", "kind")]
    [InlineData("""{"kind":"error_rate","threshold":101}""", "threshold")]
    [InlineData("""{"kind":"error_rate","threshold":-1}""", "threshold")]
    [InlineData("""{"kind":"provider","threshold":1}""", "threshold")]
    [InlineData("""{"kind":"latency","percentile":100}""", "percentile")]
    [InlineData("""{"kind":"error_rate","window_minutes":0}""", "window_minutes")]
    [InlineData("""{"kind":"error_rate","window_minutes":10081}""", "window_minutes")]
    [InlineData("""{"kind":"error_rate","min_calls":0}""", "min_calls")]
    [InlineData("""{"kind":"error_rate","for_seconds":-1}""", "for_seconds")]
    [InlineData("""{"kind":"error_rate","repeat_minutes":1}""", "repeat_minutes")]
    [InlineData("""{"kind":"error_rate","severity":"loud"}""", "severity")]
    [InlineData("""{"kind":"error_rate","by":"weekday"}""", "by")]
    [InlineData("""{"kind":"budget","by":"team"}""", "by")]
    [InlineData("""{"kind":"budget","scope":{"target":"small"}}""", "scope.target")]
    [InlineData("""{"kind":"error_rate","scope":{"team":"nobody"}}""", "scope.team")]
    [InlineData("""{"kind":"error_rate","destinations":["nowhere"]}""", "destinations[0]")]
    [InlineData("""{"kind":"burn_rate"}""", "slo")]
    [InlineData("""{"kind":"burn_rate","slo":"none"}""", "slo")]
    [InlineData("""{"kind":"anomaly","sensitivity":1}""", "sensitivity")]
    [InlineData("""{"kind":"anomaly","time_zone":"Mars/Olympus"}""", "time_zone")]
    [InlineData("""{"kind":"anomaly","weeks":13}""", "weeks")]
    [InlineData("""{"kind":"error_rate","treshold":5}""", "treshold")]
    public async Task What_makes_no_rule_is_refused_naming_the_field(string json, string field)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["name"] = fixture.Name("refused");

        var reply = await fixture.Admin.PostAsync("alert-rules", body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field);
    }

    [Fact]
    public async Task Every_usual_rule_can_be_switched_on_as_it_is()
    {
        var usual = (await fixture.Admin.GetAsync("alert-rules/templates")).Succeeded().Json["items"]!.AsArray();

        usual.Count.ShouldBeGreaterThan(6);
        foreach (var rule in usual)
        {
            (await fixture.Admin.PostAsync("alert-rules/preview", rule!.DeepClone())).Succeeded();
            await fixture.MakeAsync("alert-rules", rule.DeepClone());
        }
    }

    [Fact]
    public async Task What_burns_slowly_is_seen_in_a_window_of_days_and_what_is_over_in_none_of_minutes()
    {
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database });
        await using var store = new Database(DatabaseOptions.Parse(database, gateway.DataDirectory));
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await new UsageStore(store, TimeProvider.System).InsertAsync([.. Enumerable.Range(0, 400).Select(i =>
        {
            var call = Records.Ended(UsageQueries.FirstIdAt(now - i * 10 * 60_000L)[..^4] + $"{i:0000}");
            (call.StartedAt, call.LatencyMicroseconds) = (now - i * 10 * 60_000L, i is > 100 and < 140 ? 20_000_000 : 1_000_000);
            // Between six hours and a day ago every fourth failed, and a caller was wrong now and then.
            if (i is > 36 and < 144 && i % 4 == 0) (call.Status, call.HttpStatus) = (CallStatus.Error, 503);
            else if (i % 10 == 1) (call.Status, call.HttpStatus) = (CallStatus.Error, 400);
            return call;
        })], default);

        async Task<JsonNode> ReadAsync(string kind, int minutes, double threshold)
        {
            var preview = (await gateway.Admin.PostAsync("alert-rules/preview", new { name = "window", kind, window_minutes = minutes, threshold, min_calls = 1, scope = new { target = "small" } })).Succeeded();
            return preview.Json["readings"]!.AsArray().ShouldHaveSingleItem()!;
        }

        (await ReadAsync("error_rate", 60, 5))["holds"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync("error_rate", 330, 5))["holds"]!.GetValue<bool>().ShouldBeFalse();
        var days = await ReadAsync("error_rate", 2 * 1440, 5);
        days["holds"]!.GetValue<bool>().ShouldBeTrue();
        days["summary"]!.GetValue<string>().ShouldContain("in the last 2 days failed (26)");
        (await ReadAsync("latency", 360, 10_000))["holds"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync("latency", 2 * 1440, 10_000))["holds"]!.GetValue<bool>().ShouldBeTrue();
        (await ReadAsync("fallback", 10_080, 20))["holds"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task An_unusual_hour_is_seen_in_the_sums_that_reports_are_read_from()
    {
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database });
        await using var store = new Database(DatabaseOptions.Parse(database, gateway.DataDirectory));
        await SeedAsync(store, "usual", _ => 1);
        await SeedAsync(store, "jumps", hour => hour == -1 ? 5 : 1);
        await SeedAsync(store, "steps", hour => hour >= -30 ? 1.6 : 1);
        await SeedAsync(store, "young", hour => hour < -100 ? 0 : 1);

        var preview = (await gateway.Admin.PostAsync("alert-rules/preview", new { name = "unusual", kind = "anomaly", by = "target", measure = "requests" })).Succeeded();

        var readings = preview.Json["readings"]!.AsArray().ToDictionary(reading => (string)reading!["subject"]!, reading => ((bool?)reading!["holds"], (string)reading["summary"]!));
        ((bool)preview.Json["would_fire"]!).ShouldBeTrue();
        (readings["target:usual"].Item1, readings["target:jumps"].Item1, readings["target:steps"].Item1, readings["target:young"].Item1).ShouldBe((false, true, true, null));
        readings["target:jumps"].Item2.ShouldContain("standard deviations off");
        readings["target:young"].Item2.ShouldStartWith("Learning what is usual: ");
    }

    [Fact]
    public async Task A_file_brings_destinations_objectives_and_rules_and_gives_them_back()
    {
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database });
        const string yaml =
            """
            organizations: [ { name: acme } ]
            alert_destinations:
              - { name: chat, kind: slack, url: "https://hooks.example.com/services/hidden" }
              - { name: hook, kind: webhook, url: "https://example.com/hook", secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" }
            slos: [ { name: answers, target_percent: 99.5 } ]
            alert_rules:
              - { name: errors, kind: error_rate, scope: { organization: acme }, destinations: [chat, hook] }
              - { name: burning, kind: burn_rate, slo: answers, destinations: [chat] }
            """;

        var applied = (await gateway.Admin.ApplyAsync(yaml)).Succeeded();
        applied.Text.ShouldNotContain("hidden");
        (await gateway.Admin.ApplyAsync(yaml)).Succeeded().Json["applied"]!.GetValue<bool>().ShouldBeFalse("nothing differs");
        var rule = (await gateway.Admin.ListAsync("alert-rules")).Single(one => (string?)one["name"] == "errors");
        ((string?)rule["owner"]).ShouldBe("yaml");
        ((string?)rule["scope"]!["organization"]).ShouldBe((string?)(await gateway.Admin.ListAsync("organizations")).Single(one => (string?)one["name"] == "acme")["id"]);
        (await gateway.Admin.PatchAsync($"alert-rules/{rule["id"]}", new { threshold = 9 })).Code.ShouldBe("owned-by-configuration");

        var wrong = await gateway.Admin.ApplyAsync(yaml.Replace("destinations: [chat, hook]", "destinations: [nobody]", StringComparison.Ordinal));
        wrong.Text.ShouldContain("nobody");
        (await gateway.Admin.ApplyAsync(yaml.Replace(", secret: \"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\"", "", StringComparison.Ordinal))).Text.ShouldContain("is required in a file");
        (await gateway.Admin.ApplyAsync("alert_rules: []")).Succeeded();
        (await gateway.Admin.PatchAsync($"alert-rules/{rule["id"]}", new { threshold = 9 })).Succeeded();
    }

    /// <summary>Seven weeks of hours with calls of a target, a thousand at noon.</summary>
    private static async Task SeedAsync(Database database, string target, Func<int, double> factor)
    {
        var (random, id) = (new Random(1), (long)target.GetHashCode(StringComparison.Ordinal) & int.MaxValue);
        var end = TimeSegments.Floor(DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeMilliseconds(), TimeSegments.HourMs);
        await using var connection = await database.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO report_groups (id, organization_id, team_id, project_id, environment, key_id, user_id, target, target_kind, provider, deployment, status, cache, client, api, demo)
            VALUES (@id, '', '', '', '', '', '', @target, 'model', '', '', 0, 'none', 'other', 'chat_completions', 0)
            """, new { id, target }, transaction);
        var rows = Enumerable.Range(1, 7 * 168).Select(ago => (At: end - ago * TimeSegments.HourMs, Requests: (long)((300 + 700 * Math.Max(0, Math.Sin((24 - ago % 24) / 24.0 * Math.PI))) * factor(-ago) * (0.95 + 0.1 * random.NextDouble()))));
        await connection.ExecuteAsync(
            """
            INSERT INTO report_sums (span_ms, at, group_id, requests, attempts, fallbacks, unreported, estimated, unpriced, tokens_input, tokens_output, tokens_cached, tokens_cache_write, tokens_reasoning,
                cost_micros, upstream_priced, upstream_cost_micros, compared_cost_micros, latency_us, ttft_calls, ttft_us, overhead_us)
            VALUES (3600000, @At, @id, @Requests, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            """, rows.Where(row => row.Requests > 0).Select(row => new { row.At, id, row.Requests }), transaction);
        await transaction.CommitAsync();
    }
}
