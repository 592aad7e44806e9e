using System.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Alerts;

/// <summary>From calls to messages, through a running gateway.</summary>
public sealed class AlertFlowTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Failing_calls_are_told_once_and_so_is_that_it_is_over()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (destination, key) = await HookAsync(receiver);
        var model = await FailingModelAsync();

        var rule = await fixture.MakeAsync("alert-rules", new
        {
            name = fixture.Name("errors"), kind = "error_rate", severity = "critical", by = "target", scope = new { target = model }, threshold = 50, min_calls = 5, for_seconds = 0, resolve_after_seconds = 0,
            destinations = new[] { destination },
        });
        var fired = await receiver.ExpectAsync(hook => hook.Type == "alert.firing", "a message that it fires");

        fired.IsSignedWith(key).ShouldBeTrue();
        var data = fired.Json["data"]!;
        ((string?)data["severity"], (string?)data["subject"], (double)data["value"]!, (double)data["threshold"]!).ShouldBe(("critical", $"target:{model}", 100, 50));
        ((string)data["summary"]!).ShouldStartWith("100 % of 6 calls");
        var open = (await fixture.Admin.ListAsync($"alerts?state=firing&rule={rule.Id}")).Single();
        ((string?)open["id"], (string?)open["summary"]).ShouldBe(((string?)data["alert_id"], (string?)data["summary"]));

        // What is breached is no more by another threshold: 100 per cent are not more than 100.
        (await fixture.Admin.PatchAsync($"alert-rules/{rule.Id}", new { threshold = 100 })).Succeeded();
        var over = await receiver.ExpectAsync(hook => hook.Type == "alert.resolved", "a message that it is over");

        ((string?)over.Json["data"]!["alert_id"], over.Json["data"]!["resolved_at"] is not null).ShouldBe(((string?)data["alert_id"], true));
        receiver.Hooks.Select(hook => hook.Type).ShouldBe(["alert.firing", "alert.resolved"]);
        (await fixture.Admin.ListAsync($"alerts?state=resolved&rule={rule.Id}")).Count.ShouldBe(1);
        (await fixture.Admin.ListAsync($"alert-deliveries?alert={data["alert_id"]}")).Select(row => $"{row["news"]} {row["state"]}").ShouldBe(["resolved sent", "firing sent"]);
    }

    [Fact]
    public async Task A_message_that_is_not_taken_is_sent_again_under_the_same_id()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answers.Clear();
        receiver.Answers.Enqueue(503);
        receiver.Answers.Enqueue(200);
        var (destination, _) = await HookAsync(receiver);
        var model = await FailingModelAsync();
        await fixture.MakeAsync("alert-rules", new { name = fixture.Name("again"), kind = "error_rate", scope = new { target = model }, threshold = 50, min_calls = 5, for_seconds = 0, destinations = new[] { destination } });

        await Eventually.TrueAsync(() => receiver.Hooks.Count == 2, TimeSpan.FromSeconds(60), "it comes again");

        receiver.Hooks.Select(hook => hook.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        var delivery = await Eventually.ValueAsync(async () => (await fixture.Admin.ListAsync("alert-deliveries")).First(row => (string?)row["id"] == receiver.Hooks[0].Headers["webhook-id"]), row => (string?)row["state"] == "sent");
        ((int)delivery["attempts"]!, delivery["error"]).ShouldBe((2, null));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_given_up_and_says_why()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answers.Clear();
        receiver.Answers.Enqueue(410);
        var (destination, _) = await HookAsync(receiver);
        var model = await FailingModelAsync();
        await fixture.MakeAsync("alert-rules", new { name = fixture.Name("gone"), kind = "error_rate", scope = new { target = model }, threshold = 50, min_calls = 5, for_seconds = 0, destinations = new[] { destination } });

        var delivery = await Eventually.ValueAsync(
            async () => (await fixture.Admin.ListAsync("alert-deliveries?state=given_up")).FirstOrDefault(row => (string?)row["destination"] == destination), row => row is not null, TimeSpan.FromSeconds(60), "it is given up");

        ((int)delivery!["attempts"]!, (int)delivery["http_status"]!, (string?)delivery["error"]).ShouldBe((1, 410, "it answered 410"));
    }

    [Fact]
    public async Task A_budget_is_told_threshold_by_threshold_and_a_silence_holds_back_what_it_covers()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (destination, _) = await HookAsync(receiver);
        var team = await fixture.MakeAsync("teams", new { name = fixture.Name("spender"), organization_id = fixture.Scenario.OrganizationId, budget = new { amount = 0.000_1, period = "month", hard = false, thresholds = new[] { 1, 200 } } });
        var key = await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id });
        var rule = await fixture.MakeAsync("alert-rules", new { name = fixture.Name("budgets"), kind = "budget", scope = new { team = team.Id }, for_seconds = 0, destinations = new[] { destination } });
        var silence = await fixture.MakeAsync("alert-silences", new { rule_id = rule.Id, reason = "we know", until = DateTimeOffset.UtcNow.AddHours(1) });
        (await fixture.Gateway.Caller(key["secret"]).ChatAsync(fixture.Scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var silenced = await Eventually.ValueAsync(async () => await fixture.Admin.ListAsync($"alerts?rule={rule.Id}") is [var first, ..] ? first : null, alert => alert is not null, TimeSpan.FromSeconds(60), "it fires");
        ((string?)silenced!["state"], silenced["silenced_until"] is not null, silenced["told_at"]).ShouldBe(("firing", true, null));
        receiver.Hooks.ShouldBeEmpty();
        (await fixture.Admin.DeleteAsync($"alert-silences/{silence.Id}", "*")).Status.ShouldBe(HttpStatusCode.NoContent);
        var fired = await receiver.ExpectAsync(hook => hook.Type == "alert.firing", "it is told once the silence is over");

        ((string)fired.Json["data"]!["summary"]!).ShouldContain("0.0001 USD are used");
        for (var i = 0; i < 60; i++) (await fixture.Gateway.Caller(key["secret"]).ChatAsync(fixture.Scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await receiver.ExpectAsync(hook => hook.Type == "alert.escalated", "the next threshold is told")).Json["data"]!["threshold"]!.GetValue<double>().ShouldBe(200);

        var taken = (await fixture.Admin.PostAsync($"alerts/{silenced["id"]}/acknowledge", new { note = "raising it" })).Succeeded();
        ((string?)taken.Json["acknowledged_by"], (string?)taken.Json["acknowledged_note"]).ShouldBe(("admin", "raising it"));
        (await fixture.Admin.ListAsync("audit-events?object_kind=alert")).ShouldContain(e => (string?)e["action"] == "acknowledge");
    }

    [Fact]
    public async Task A_provider_that_calls_are_kept_away_from_is_told_of_and_a_removed_rule_ends_its_alerts()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (destination, _) = await HookAsync(receiver);
        var model = await fixture.ModelAtAsync(new { retries = 0 });
        var rule = await fixture.MakeAsync("alert-rules", new { name = fixture.Name("provider"), kind = "provider", scope = new { provider = model }, for_seconds = 0, destinations = new[] { destination } });
        fixture.Upstream.WhenModel(model, UpstreamBehavior.Error(500, "{}"));
        for (var i = 0; i < 10; i++) (await fixture.Caller.ChatAsync(model)).Dispose();

        var fired = await receiver.ExpectAsync(hook => hook.Type == "alert.firing", "it fires");
        ((string?)fired.Json["data"]!["subject"]).ShouldBe($"deployment:{model}/{model}");
        (await fixture.Admin.DeleteAsync($"alert-rules/{rule.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);

        var over = await receiver.ExpectAsync(hook => hook.Type == "alert.resolved", "it is over with its rule");
        ((string?)over.Json["data"]!["summary"]).ShouldBe("The rule was removed or switched off.");
        var metrics = await MetricsAsync();
        metrics.ShouldContain("signalbox_alerts_deliveries_total{kind=\"webhook\",outcome=\"sent\"}");
    }

    private async Task<string> FailingModelAsync()
    {
        var name = await fixture.ModelAtAsync(new { retries = 0, health = new { enabled = false } });
        fixture.Upstream.WhenModel(name, UpstreamBehavior.Error(500, "{}"));
        for (var i = 0; i < 6; i++) (await fixture.Caller.ChatAsync(name)).Dispose();
        return name;
    }

    private async Task<(string Name, string Key)> HookAsync(HookReceiver receiver)
    {
        var name = fixture.Name("hook");
        var made = await fixture.MakeAsync("alert-destinations", new { name, kind = "webhook", url = receiver.Url, allow_private = true, allow_http = true });
        return (name, made["secret"]);
    }

    private async Task<string> MetricsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics") { Headers = { Authorization = new("Bearer", fixture.Gateway.AdminKey) } };
        using var response = await fixture.Gateway.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
