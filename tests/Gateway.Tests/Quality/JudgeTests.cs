using Gateway.Tests.Promotion;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Quality;

/// <summary>A model that judges pairs of shadow traffic, in the background.</summary>
public sealed class JudgeTests(TestDatabase databases)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_judge_says_of_each_pair_which_answer_is_better_wherever_it_stands()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "b" }, keep_texts = true } });
        registry.Upstream.WhenModel("up-b", new UpstreamBehavior { Text = "The better answer, of ana@acme.example." });
        // It always prefers what stands first, so that the two orders cancel each other: what is kept is the candidate's score.
        registry.Upstream.WhenModel("up-c", new UpstreamBehavior { Text = """Sure: {"winner": "first", "reason": "it stands first"}""" });
        await JudgeAsync(registry, new { model = "c", sample_percent = 100, daily_cost_usd = 1 });

        for (var i = 0; i < 6; i++) await registry.CallAsync();
        var pairs = await Eventually.ValueAsync(
            () => registry.Admin.ListAsync("../ai-quality/models/support/shadow/pairs"), rows => rows.Count >= 2 && rows.All(row => row["judge_model"] is not null), Soon, "all pairs are judged");

        pairs.ShouldAllBe(pair => (string?)pair["judge_model"] == "c" && (string?)pair["judge_note"] == "it stands first");
        pairs.Select(pair => pair["judge_score"]!.GetValue<double>()).ShouldBeSubsetOf([0, 1]);
        var asked = registry.Upstream.Chats.Where(seen => seen.Model == "up-c").ToArray();
        asked.Length.ShouldBe(pairs.Count, "each pair once");
        asked.ShouldAllBe(seen => seen.Text.Contains("[email]", StringComparison.Ordinal) && !seen.Text.Contains("ana@acme", StringComparison.Ordinal), "what a judge reads is redacted");
        var shown = (await registry.Admin.GetAsync("../ai-quality/models/support/shadow")).Succeeded().Json[0]!;
        shown["judged"]!["count"]!.GetValue<int>().ShouldBe(pairs.Count);
        var records = await Eventually.ValueAsync(
            async () => (await registry.Admin.ListAsync("requests")).Where(record => (string?)record["api"] == "judge").ToArray(), found => found.Length >= pairs.Count, Soon, "each has its record");
        records.Length.ShouldBe(pairs.Count);
        records.ShouldAllBe(record => record["key_id"] == null && (string?)record["target_kind"] == "shadow");
    }

    [Fact]
    public async Task The_same_answer_is_a_tie_that_costs_nothing_and_nonsense_is_no_verdict()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync(new { shadow = new { models = new[] { "b" }, keep_texts = true } });
        registry.Upstream.WhenModel("up-c", new UpstreamBehavior { Text = "I would rather not." });
        await JudgeAsync(registry, new { model = "c", sample_percent = 100, daily_cost_usd = 1 });

        await registry.CallAsync();
        (await JudgedAsync(registry))["judge_score"]!.GetValue<double>().ShouldBe(0.5);
        registry.Upstream.Chats.ShouldNotContain(seen => seen.Model == "up-c");
        registry.Upstream.WhenModel("up-b", new UpstreamBehavior { Text = "Something else." });
        await registry.CallAsync();

        var second = await JudgedAsync(registry, least: 2);
        (second["judge_score"], (string?)second["judge_note"]).ShouldBe((null, "no verdict in the answer"));
    }

    private static async Task JudgeAsync(RegistryGateway registry, object judge) =>
        (await registry.Admin.PostAsync("quality-contracts", new { route_group = RegistryGateway.Group, judge })).Succeeded();

    /// <summary>The newest pair, once all are judged.</summary>
    private static async Task<System.Text.Json.Nodes.JsonNode> JudgedAsync(RegistryGateway registry, int least = 1) => (await Eventually.ValueAsync(
        () => registry.Admin.ListAsync("../ai-quality/models/support/shadow/pairs"), rows => rows.Count >= least && rows.All(row => row["judge_model"] is not null), Soon, "all pairs are judged"))[0];
}
