using System.Text.Json;
using Testing.Gateway;
using Testing.Time;

namespace Cluster.Tests;

/// <summary>A version of a policy that is put in force or taken back at one instance is so at all.</summary>
public sealed class PolicyTests(ClusterFixture cluster)
{
    private const string Mini = "upstream/gpt-4o-mini";
    private const string Other = "upstream/gpt-4o";

    [Fact]
    public async Task A_version_that_is_activated_or_rolled_back_at_one_instance_is_used_at_the_others()
    {
        var (policy, other, group) = (cluster.Name("order"), cluster.Name("candidate"), cluster.Name("feature"));
        (await cluster.First.Admin.PostAsync("models", new { name = other, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } })).Succeeded();
        var made = (await cluster.First.Admin.PostAsync("policies", new { name = policy, script = new { source = Preferring(cluster.Scenario.Model) } })).Succeeded();
        (await cluster.First.Admin.PostAsync($"policies/{made.Id}/versions", new { script = new { source = Preferring(other) } })).Succeeded();
        // What serves while no version is in force is neither's doing: the first member.
        (await cluster.First.Admin.PostAsync("route-groups", new { key = group, strategy = "policy", policy, members = new[] { new { model = other }, new { model = cluster.Scenario.Model } } })).Succeeded();
        await GrantAsync(group);
        await EverywhereAsync(group, Other, "policy-fallback-inactive");

        await ActAsync(cluster.First, made.Id, "activate", new { version = 1 });
        await EverywhereAsync(group, Mini, "policy");

        // At any instance, not only where it was made.
        await ActAsync(cluster.Second, made.Id, "activate", new { version = 2 });
        await EverywhereAsync(group, Other, "policy");

        (await ActAsync(cluster.Third, made.Id, "rollback", new { })).Json["active_version"]!.GetValue<long>().ShouldBe(1);
        await EverywhereAsync(group, Mini, "policy");
        foreach (var gateway in cluster.Gateways)
            (await gateway.Admin.ListAsync($"policies/{made.Id}/activations")).Select(a => $"{a["action"]} {a["version"]}").ShouldBe(["rollback 1", "activate 2", "activate 1"]);
    }

    private static string Preferring(string model) =>
        $"export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {{ return [{JsonSerializer.Serialize(model)}]; }}";

    private static async Task<AdminReply> ActAsync(GatewayProcess gateway, string id, string action, object body)
    {
        // The policy is read from the database, so its revision is the newest at every instance.
        var etag = (await gateway.Admin.GetAsync($"policies/{id}")).Succeeded().ETag;
        return (await gateway.Admin.SendAsync(HttpMethod.Post, $"policies/{id}/{action}", body, etag)).Succeeded();
    }

    private async Task GrantAsync(string group)
    {
        var path = $"organizations/{cluster.Scenario.OrganizationId}";
        var before = (await cluster.First.Admin.GetAsync(path)).Succeeded();
        (await cluster.First.Admin.PatchAsync(path, new { grants = before.Json["grants"]!.AsArray().Select(g => (string)g!).Append(group) }, before.ETag)).Succeeded();
    }

    private async Task EverywhereAsync(string group, string deployment, string reason)
    {
        foreach (var gateway in cluster.Gateways)
            await Eventually.ValueAsync(
                async () =>
                {
                    using var response = await gateway.Caller(cluster.Scenario.Key).ChatAsync(group);
                    return (Header(response, "x-signalbox-deployment"), Header(response, "x-signalbox-route-reason"));
                },
                served => served == (deployment, reason), TimeSpan.FromSeconds(20), $"{deployment} serves, by {reason}");

        static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }
}
