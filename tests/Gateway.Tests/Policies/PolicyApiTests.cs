using System.Net;
using Gateway.Tests.Routing;
using Testing.Gateway;

namespace Gateway.Tests.Policies;

/// <summary>Policies are kept version by version, put in force and taken back, through API and YAML.</summary>
public sealed class PolicyApiTests(TestDatabase databases)
{
    [Fact]
    public async Task Versions_are_added_activated_and_taken_back_step_by_step()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = (await routing.Admin.PostAsync("policies", new { name = "order", script = new { source = PolicyGateway.Script("return ['a'];") }, note = "first" })).Succeeded();
        policy.Status.ShouldBe(HttpStatusCode.Created);
        policy.Json["active_version"].ShouldBeNull();
        await routing.MakePolicyGroupAsync();
        (await routing.CallAsync()).Reason.ShouldBe("policy-fallback-inactive");

        (await ActAsync("activate")).Succeeded();
        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy"));
        (await routing.Admin.PostAsync($"policies/{policy.Id}/versions", new { script = new { source = PolicyGateway.Script("return ['b'];") } })).Status.ShouldBe(HttpStatusCode.Created);
        (await routing.CallAsync()).Deployment.ShouldBe("p-a/up-a", "nothing uses a version before it is activated");
        (await ActAsync("activate", new { version = 2, reason = "b is better" })).Json["active_version"]!.GetValue<long>().ShouldBe(2);
        (await routing.CallAsync()).Deployment.ShouldBe("p-b/up-b");
        (await ActAsync("activate", new { version = 2 })).Code.ShouldBe("already-active");
        (await ActAsync("activate", new { version = 9 })).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await ActAsync("rollback")).Json["active_version"]!.GetValue<long>().ShouldBe(1);
        (await routing.CallAsync()).Deployment.ShouldBe("p-a/up-a");
        (await ActAsync("rollback")).Code.ShouldBe("nothing-to-roll-back");
        (await routing.Admin.SendAsync(HttpMethod.Post, $"policies/{policy.Id}/activate", new { version = 2 }, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await routing.Admin.ListAsync($"policies/{policy.Id}/versions?limit=1")).Select(v => (int)v["version"]!).ShouldBe([2, 1]);
        (await routing.Admin.ListAsync($"policies/{policy.Id}/activations")).Select(a => $"{a["action"]} {a["version"]} {a["reason"]}").ShouldBe(["rollback 1 ", "activate 2 b is better", "activate 1 "]);
        (await routing.Admin.ListAsync("audit-events?object_kind=policy")).Select(e => (string?)e["action"]).ShouldBe(["rollback", "activate", "add-version", "activate", "create"]);
        (await routing.Admin.DeleteAsync($"policies/{policy.Id}")).Code.ShouldBe("in-use");

        async Task<AdminReply> ActAsync(string action, object? body = null) =>
            await routing.Admin.SendAsync(HttpMethod.Post, $"policies/{policy.Id}/{action}", body ?? new { }, (await routing.Admin.GetAsync($"policies/{policy.Id}")).ETag);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_the_field_and_in_a_script_with_line_and_column()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);

        var untyped = await routing.Admin.PostAsync("policies", new { name = "order", script = new { source = PolicyGateway.Script("\n  return members.map(m => m.modle);") } });
        var check = (await routing.Admin.PostAsync("policies/check", new { source = PolicyGateway.Script("return 5;") })).Succeeded().Json;

        untyped.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)untyped.Json["errors"]!["script.source"]![0])!.ShouldStartWith("line 2, column 29: Property 'modle' does not exist on type 'PolicyMember'.");
        ((bool)check["ok"]!, (string?)check["errors"]![0]!["code"]).ShouldBe((false, "TS2322"));
        await Refused(new { name = "x" }, "script");
        await Refused(new { name = "x", kind = "wasm" }, "kind");
        await Refused(new { name = "x", script = new { source = "" } }, "script.source");
        await Refused(new { name = "x", script = new { source = new string(' ', 70_000) } }, "script.source");
        await Refused(new { name = "x", script = new { source = "x", timeout_ms = 0 } }, "script.timeout_ms");
        await Refused(new { name = "x", script = new { source = "x", memory_mb = 65 } }, "script.memory_mb");
        await Refused(new { name = "x", script = new { source = "x" }, grant = new[] { "everything" } }, "grant[0]");
        await Refused(new { name = "x", script = new { source = "x" }, credential = "c" }, "credential");
        await Refused(new { name = "x", script = new { source = "x" }, external = new { } }, "external");
        (await routing.Admin.PostAsync("route-groups", new { key = "g", strategy = "policy", policy = "nobody", members = new[] { new { model = "a" } } })).Json["errors"]!.AsObject().ContainsKey("policy").ShouldBeTrue();
        (await routing.Admin.PostAsync("route-groups", new { key = "g", strategy = "static", policy = "order", members = new[] { new { model = "a" } } })).Json["errors"]!.AsObject().ContainsKey("policy").ShouldBeTrue();

        async Task Refused(object draft, string field) =>
            (await routing.Admin.PostAsync("policies", draft)).Json["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field);
    }

    [Fact]
    public async Task A_file_s_policies_are_in_force_and_what_differs_becomes_a_version()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);

        (await routing.Admin.ApplyAsync(Yaml("a"))).Succeeded();
        await routing.GrantAsync(RoutingGateway.Group);
        (await routing.CallAsync()).ShouldBe((200, "p-a/up-a", "policy"));
        (await routing.Admin.ApplyAsync(Yaml("a"))).Succeeded();
        (await routing.Admin.ApplyAsync(Yaml("b"))).Succeeded();

        (await routing.CallAsync()).ShouldBe((200, "p-b/up-b", "policy"));
        var policy = (await routing.Admin.ListAsync("policies")).Single();
        ((int)policy["latest_version"]!, (int)policy["active_version"]!, (string?)policy["owner"]).ShouldBe((2, 2, "yaml"));
        (await routing.Admin.PatchAsync($"policies/{policy["id"]}", new { description = "x" })).Code.ShouldBe("owned-by-configuration");

        static string Yaml(string first) =>
            $$"""
            policies:
              - name: order
                script:
                  source: |
                    export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {
                      return ["{{first}}"];
                    }
            route_groups: [ { key: chat, strategy: policy, policy: order, members: [ { model: a }, { model: b } ] } ]
            """;
    }

    [Fact]
    public async Task A_credential_stays_with_the_host_that_it_was_given_for()
    {
        await using var routing = await RoutingGateway.StartAsync(databases);
        var policy = (await routing.Admin.PostAsync("policies", new { name = "order", kind = "external", credential = "s3cret", external = At("one.example") })).Succeeded();

        var moved = await routing.Admin.PostAsync($"policies/{policy.Id}/versions", new { external = At("two.example") });
        (await routing.Admin.PatchAsync($"policies/{policy.Id}", new { credential = "" })).Succeeded();

        moved.Json["errors"]!.AsObject().ContainsKey("external.url").ShouldBeTrue();
        (await routing.Admin.PostAsync($"policies/{policy.Id}/versions", new { external = At("two.example") })).Succeeded();
        (await routing.Admin.ListAsync("audit-events?object_kind=policy")).Select(e => (string?)e["action"]).ShouldBe(["add-version", "remove-credential", "set-credential", "create"]);

        static object At(string host) => new { url = $"https://{host}/", allow_hosts = new[] { host } };
    }
}
