using System.Net;

namespace Gateway.Tests.Routing;

/// <summary>What a group requires of its members is held to when a member changes, not only when the group does.</summary>
public sealed class RequirementTests(TestDatabase databases)
{
    [Fact]
    public async Task A_model_cannot_lose_what_a_group_requires_of_it_unless_the_same_change_takes_it_out()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddModelAsync("c", capabilities: ["chat", "tools"]);
        await routing.MakeGroupAsync(more: new { requires = new[] { "tools" } }, members: ["c"]);
        var model = (await routing.Admin.ListAsync("models")).Single(m => (string?)m["name"] == "c");
        var path = $"models/{model["id"]}";

        var refused = await routing.Admin.PatchAsync(path, Deployments("chat"), (await routing.Admin.GetAsync(path)).ETag);

        (refused.Status, (string?)refused.Json["code"]).ShouldBe((HttpStatusCode.Conflict, "capability-required"));
        ((string?)refused.Json["detail"])!.ShouldContain("'chat' requires tools");
        // What the group does not require may go.
        (await routing.Admin.PatchAsync(path, Deployments("chat", "tools", "images"), (await routing.Admin.GetAsync(path)).ETag)).Succeeded();
        (await routing.Admin.PatchAsync(path, Deployments("chat", "tools"), (await routing.Admin.GetAsync(path)).ETag)).Succeeded();

        var file = (string requires) => $$"""
            providers: [ { name: p-c, kind: openai_compatible, base_url: "{{routing.Upstream.BaseUrl}}", api_key: sk-upstream-for-tests, allow_private: true, allow_http: true, retries: 0 } ]
            models: [ { name: c, deployments: [ { provider: p-c, upstream_model: up-c, capabilities: [chat] } ] } ]
            route_groups: [ { key: chat, strategy: static, requires: [{{requires}}], members: [ { model: c } ] } ]
            """;
        (await routing.Admin.ApplyAsync(file("chat, tools"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await routing.Admin.ApplyAsync(file("chat"))).Succeeded();

        static object Deployments(params string[] capabilities) => new { deployments = new[] { new { provider = "p-c", upstream_model = "up-c", capabilities } } };
    }
}
