using Testing.Gateway;

namespace Gateway.Tests.Promotion;

/// <summary>A group of strategy primary in a configuration file, and promotions beside it.</summary>
public sealed class PrimaryConfigurationTests(TestDatabase databases)
{
    private static string Yaml(string members, string more = "") =>
        $$"""
        providers: [ { name: demo, kind: demo } ]
        models:
          - { name: a, deployments: [ { provider: demo, upstream_model: demo } ] }
          - { name: b, deployments: [ { provider: demo, upstream_model: demo-b } ] }
          - { name: c, deployments: [ { provider: demo, upstream_model: demo-c } ] }
        route_groups:
          - { key: support, strategy: primary, members: [ {{members}} ]{{more}} }
        """;

    private const string Two = "{ model: a, status: primary }, { model: b, status: shadow }";

    [Fact]
    public async Task A_restart_with_the_same_file_keeps_what_was_promoted_and_a_file_that_says_otherwise_holds()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await databases.CreateAsync(), Configuration = Yaml(Two, ", fallback: [b]") });
        (await StatusesAsync(gateway)).ShouldBe("a primary, b shadow");

        (await PromoteAsync(gateway, "b")).Succeeded();
        await gateway.RestartAsync();
        (await StatusesAsync(gateway)).ShouldBe("a shadow, b primary", "a promotion outlives a restart");
        var dry = (await gateway.Admin.ApplyAsync(Yaml(Two, ", fallback: [b]"), dryRun: true)).Succeeded();
        dry.Json["changes"]!.AsArray().Select(c => (string?)c!["action"]).Distinct().ShouldBe(["unchanged"]);

        (await gateway.Admin.ApplyAsync(Yaml($"{Two}, {{ model: c }}"))).Succeeded();
        (await StatusesAsync(gateway)).ShouldBe("a shadow, b primary, c shadow", "a member that was added is no reason to take a promotion back");

        (await gateway.Admin.ApplyAsync(Yaml("{ model: a, status: shadow }, { model: b, status: retired }, { model: c, status: primary }"))).Succeeded();
        (await StatusesAsync(gateway)).ShouldBe("a shadow, b retired, c primary");
        (await gateway.Admin.ListAsync("../ai-quality/models/support/promotions")).Select(row => $"{row["action"]} {row["to_model"]}").ShouldBe(["configure c", "promote b"]);
    }

    [Fact]
    public async Task A_dry_run_shows_the_change_of_the_primary()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await databases.CreateAsync(), Configuration = Yaml(Two) });

        var dry = (await gateway.Admin.ApplyAsync(Yaml("{ model: a, status: shadow }, { model: b, status: primary }"), dryRun: true)).Succeeded();

        dry.Text.ShouldContain("members");
        (await StatusesAsync(gateway)).ShouldBe("a primary, b shadow");
    }

    [Fact]
    public async Task A_file_with_two_primaries_is_refused_at_its_line()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await databases.CreateAsync() });

        var refused = await gateway.Admin.ApplyAsync(Yaml("{ model: a, status: primary }, { model: b, status: primary }"));

        ((int)refused.Status).ShouldBe(400);
        refused.Text.ShouldContain("route_groups[0].members[1].status");
        refused.Text.ShouldContain("7");
    }

    private static async Task<AdminReply> PromoteAsync(GatewayProcess gateway, string model)
    {
        var row = (await gateway.Admin.ListAsync("../ai-quality/models?feature=support")).Single(row => (string?)row["model"] == model);
        return await gateway.Admin.PostAsync($"../ai-quality/models/{row["id"]}/promote");
    }

    private static async Task<string> StatusesAsync(GatewayProcess gateway) =>
        string.Join(", ", (await gateway.Admin.ListAsync("../ai-quality/models?feature=support")).Select(row => $"{row["model"]} {row["status"]}").Order());
}
