using System.Globalization;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Snapshots;

/// <summary>Reloads that read only what changed, held against a read of everything.</summary>
public sealed class PartialReloadTests(TestDatabase database)
{
    [Fact]
    public async Task After_changes_of_every_kind_the_copy_is_what_a_start_reads_from_the_database()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });
        var admin = gateway.Admin;
        var scenario = await GatewayScenario.CreateAsync(admin, upstream);
        var whole = await BuildsAsync(gateway, "everything");
        async Task<AdminReply> MakeAsync(string path, object body) => (await admin.PostAsync(path, body)).Succeeded();

        var project = await MakeAsync("projects", new { name = "shop", team_id = scenario.TeamId, environment = "prod" });
        var user = await MakeAsync("users", new { name = "ana", organization_id = scenario.OrganizationId });
        var kept = await MakeAsync("keys", new { name = "kept", project_id = project.Id, user_id = user.Id });
        var revoked = await MakeAsync("keys", new { name = "revoked", team_id = scenario.TeamId });
        var rotated = await MakeAsync("keys", new { name = "rotated", team_id = scenario.TeamId });
        (await admin.PostAsync($"keys/{revoked.Id}/revoke")).Succeeded();
        (await admin.SendAsync(HttpMethod.Post, $"keys/{rotated.Id}/rotate", new { }, rotated.ETag)).Succeeded();
        (await admin.PatchAsync($"keys/{kept.Id}", new { access = new { mode = "restrict", grants = new[] { scenario.Model } } })).Succeeded();
        var emptied = await MakeAsync("teams", new { name = "emptied", organization_id = scenario.OrganizationId });
        (await admin.DeleteAsync($"teams/{emptied.Id}")).Succeeded();
        (await admin.PatchAsync($"teams/{scenario.TeamId}", new { name = "renamed", access = new { mode = "restrict", grants = new[] { scenario.Model } } })).Succeeded();
        await MakeAsync("models", new { name = "more", deployments = new[] { new { provider = "upstream", upstream_model = "more" } } });
        await MakeAsync("route-groups", new { key = "both", strategy = "weighted", members = new[] { new { model = "more" }, new { model = scenario.Model } } });
        (await admin.PatchAsync($"organizations/{scenario.OrganizationId}", new { grants = new[] { scenario.Model, "both" } })).Succeeded();

        (await gateway.Caller(kept["secret"]).ChatAsync(scenario.Model)).EnsureSuccessStatusCode().Dispose();
        using (var refused = await gateway.Caller(revoked["secret"]).ChatAsync(scenario.Model)) refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await BuildsAsync(gateway, "everything")).ShouldBe(whole);
        (await BuildsAsync(gateway, "changes")).ShouldBeGreaterThan(10);

        (await gateway.StopAsync()).ShouldBe(0);
        var partial = Copy(gateway);
        await gateway.StartAgainAsync();
        Copy(gateway).ShouldBe(partial);
        (await gateway.StopAsync()).ShouldBe(0);
    }

    private static async Task<int> BuildsAsync(GatewayProcess gateway, string extent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Authorization = new("Bearer", gateway.AdminKey);
        using var response = await gateway.Http.SendAsync(request);
        var sample = $"signalbox_snapshot_builds_total{{extent=\"{extent}\"}} ";
        var line = (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n').Single(l => l.StartsWith(sample, StringComparison.Ordinal));
        return int.Parse(line[sample.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>The copy on disk, its lists in order of id.</summary>
    private static string Copy(GatewayProcess gateway)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(gateway.DataDirectory, "snapshot.json")).Split('\n', 2)[1])!.AsObject();
        foreach (var (name, value) in json.ToArray())
            if (value is JsonArray list)
                json[name] = new JsonArray([.. list.Select(item => item!.DeepClone()).OrderBy(item => (string)item["id"]!, StringComparer.Ordinal)]);
        return json.ToJsonString();
    }
}
