using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Migration;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>The production sequence and the checklist that operators follow, from the first report to enforcement, on three instances.</summary>
public sealed class RolloutTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_production_sequence_takes_organizations_to_enforcement_and_every_instance_passes_the_checklist_all_along()
    {
        LegacyTree[] trees = [await LegacyTree.MakeAsync(cluster.First.Admin, cluster.Name), await LegacyTree.MakeAsync(cluster.First.Admin, cluster.Name)];
        await ConvergedAsync();
        var intended = await CheckedAsync(trees);
        intended.Values.Sum(targets => targets.Count).ShouldBe(2 * 3, "each key was given one model");

        // 1. the report of callable targets, and what a backfill would write
        var report = await cluster.Second.ReportAsync();
        foreach (var tree in trees) State(tree, report).ShouldBe("needs_org_bootstrap");
        var dry = await cluster.Third.BackfillAsync(new { rollout_states = new[] { "needs_org_bootstrap", "needs_scope_backfill" }, dry_run = true });
        foreach (var tree in trees) ((long)tree.In(dry)["changes_total"]!).ShouldBe(0);
        ShouldBeTheSame(await CheckedAsync(trees), intended, "a dry run writes nothing");

        // 2. the backfill, 3. ready
        JsonNode.Parse(await cluster.First.RunGuideAsync())!["failures"]!.AsArray().ShouldBeEmpty();
        await ConvergedAsync();
        foreach (var gateway in cluster.Gateways)
            foreach (var tree in trees) State(tree, await gateway.ReportAsync()).ShouldBe("ready_for_enforce");

        // 4. to 6. the same for MCP servers
        foreach (var tree in trees) State(tree, await cluster.Second.ReportAsync(what: MigrationClient.Servers)).ShouldBe("ready_for_enforce");
        JsonNode.Parse(await cluster.Second.RunGuideAsync(MigrationClient.Servers))!["failures"]!.AsArray().ShouldBeEmpty();
        foreach (var tree in trees) State(tree, await cluster.Third.ReportAsync(what: MigrationClient.Servers)).ShouldBe("ready_for_enforce");

        // 7. samples with real keys, and nothing is left that relies on compatibility
        ShouldBeTheSame(await CheckedAsync(trees), intended);
        foreach (var what in new[] { MigrationClient.Targets, MigrationClient.Servers })
            foreach (var gateway in cluster.Gateways)
                (await gateway.ReportAsync("?rollout_state=missing_catalog_keys&rollout_state=needs_org_bootstrap&rollout_state=needs_scope_backfill&detail=false", what))
                    .Succeeded().Json["organizations"]!.AsArray().ShouldBeEmpty();

        foreach (var (tree, gateway) in trees.Zip(cluster.Gateways.Skip(1)))
            (await gateway.Admin.EnforceAsync(tree.OrganizationId)).Succeeded()["enforcement"].ShouldBe("enforced");
        await ConvergedAsync();
        ShouldBeTheSame(await CheckedAsync(trees), intended, "enforcing changes no answer");
        foreach (var tree in trees) State(tree, await cluster.First.ReportAsync("?rollout_state=enforced")).ShouldBe("enforced");
    }

    /// <summary>Waits until all instances judge by the version of the one that is furthest.</summary>
    private async Task ConvergedAsync()
    {
        var versions = await Task.WhenAll(cluster.Gateways.Select(ClusterFixture.VersionAsync));
        foreach (var gateway in cluster.Gateways)
            await Eventually.ValueAsync(() => ClusterFixture.VersionAsync(gateway), version => version >= versions.Max(), TimeSpan.FromSeconds(20), "the instances agree");
    }

    /// <summary>
    /// What each key may call: what /v1/models lists for it, which at every instance is what its preview allows, what explanations say, and what calls get.
    /// </summary>
    private async Task<Dictionary<string, IReadOnlyList<string>>> CheckedAsync(IEnumerable<LegacyTree> trees)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var tree in trees)
            foreach (var (id, secret) in tree.Keys)
                foreach (var gateway in cluster.Gateways)
                {
                    var listed = await ListedAsync(gateway.Caller(secret));
                    (await gateway.Admin.ListAsync($"keys/{id}/effective-access?allowed=true")).Select(asset => (string)asset["asset"]!).ShouldBe(listed);
                    foreach (var target in new[] { tree.Model, tree.Other, cluster.Scenario.Model })
                    {
                        var isListed = listed.Contains(target);
                        var explained = (await gateway.Admin.GetAsync($"access/explain?subject=key:{id}&asset={target}")).Succeeded();
                        ((bool)explained.Json["allowed"]!).ShouldBe(isListed, explained.Text);
                        using var called = await gateway.Caller(secret).ChatAsync(target);
                        called.StatusCode.ShouldBe(isListed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, explained["rule"]);
                    }
                    if (!all.TryAdd(id, listed)) all[id].ShouldBe(listed, "every instance says the same");
                }
        return all;
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(CallerClient caller)
    {
        using var response = await caller.GetAsync("v1/models");
        var json = JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        return [.. json["data"]!.AsArray().Select(model => (string)model!["id"]!).Order(StringComparer.Ordinal)];
    }

    private static void ShouldBeTheSame(Dictionary<string, IReadOnlyList<string>> now, Dictionary<string, IReadOnlyList<string>> intended, string because = "a migration changes no answer") =>
        now.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}").ShouldBe(intended.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}"), because);

    private static string State(LegacyTree tree, AdminReply report) => (string)tree.In(report)["rollout_state"]!;
}
