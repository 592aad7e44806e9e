using System.Net;
using Testing.Files;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Configuration;

public sealed class ConfigurationTests(TestDatabase database)
{
    private static string Yaml(FakeUpstream upstream) =>
        $$"""
        providers:
          - { name: openai, kind: openai, api_key: "${TEST_OPENAI_KEY}" }
          - { name: gpu1, kind: openai_compatible, base_url: "{{upstream.BaseUrl}}", allow_private: true, allow_http: true }
        models:
          - name: small
            deployments:
              - { provider: openai, upstream_model: gpt-4o-mini, capabilities: [chat, responses, tools, images, structured_output],
                  price: { input: 0.15, cached_input: 0.075, output: 0.60 } }
          - name: local
            deployments: [ { provider: gpu1, upstream_model: local-model } ]
        route_groups:
          - key: support-chat
            strategy: weighted
            members: [ { model: small, weight: 0 }, { model: local, weight: 20 } ]
        organizations:
          - name: acme
            grants: [small, support-chat]
            teams:
              - name: web
                access: { mode: restrict, grants: [support-chat] }
                keys:
                  - { name: web-dev, value: "${WEB_DEV_KEY}", environment: dev, limits: { rpm: 60, tpm: 100000, concurrency: 10 }, budget: { amount: 50, period: month } }
                projects:
                  - { name: shop, environment: prod, access: { mode: restrict, grants: [small] }, keys: [ { name: shop-1, user: ana } ] }
            users:
              - { name: ana, email: ana@acme.example, access: { mode: inherit } }
        """;

    private const string Key = "sb-configured-key-0123456789abcdef";

    [Fact]
    public async Task A_file_is_in_force_at_start_and_again_changes_nothing()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await StartAsync(Yaml(upstream));

        using var call = await gateway.Caller(Key).ChatAsync("support-chat");
        call.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await gateway.Caller(Key).GetAsync("v1/models")).Content.ReadAsStringAsync()).ShouldContain("support-chat");
        var provider = (await gateway.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "openai");
        ((string?)provider["owner"]).ShouldBe("yaml");
        ((bool)provider["has_credential"]!).ShouldBeTrue();
        var version = (await gateway.Admin.GetAsync("status")).Json["snapshot"]!["version"]!.ToJsonString();

        await gateway.RestartAsync();

        (await gateway.Admin.GetAsync("status")).Json["snapshot"]!["version"]!.ToJsonString().ShouldBe(version, "nothing differed, so nothing was written");
    }

    [Fact]
    public async Task What_the_file_manages_the_api_refuses_to_change() // R82
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await StartAsync(Yaml(upstream));
        var provider = (await gateway.Admin.ListAsync("providers")).First(p => (string?)p["owner"] == "yaml");

        (await gateway.Admin.PatchAsync($"providers/{(string?)provider["id"]}", new { enabled = false })).Code.ShouldBe("owned-by-configuration");
    }

    [Fact]
    public async Task A_dry_run_shows_the_difference_and_changes_nothing()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await StartAsync(null);
        var yaml = Yaml(upstream).Replace("${TEST_OPENAI_KEY}", "sk-x", StringComparison.Ordinal).Replace("${WEB_DEV_KEY}", Key, StringComparison.Ordinal);

        var dry = (await gateway.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded();

        ((bool)dry.Json["applied"]!).ShouldBeFalse();
        dry.Json["changes"]!.AsArray().Select(c => (string?)c!["object"]).ShouldBe(
            ["provider/openai", "provider/gpu1", "model/small", "model/local", "route_group/support-chat", "organization/acme", "user/ana", "team/web", "key/web-dev", "project/shop", "key/shop-1"]);
        dry.Text.ShouldNotContain("sk-x");
        (await gateway.Admin.ListAsync("providers")).ShouldNotContain(p => (string?)p["name"] == "openai");

        var applied = (await gateway.Admin.ApplyAsync(yaml)).Succeeded();
        ((bool)applied.Json["applied"]!).ShouldBeTrue();
        ((string?)applied.Json["issued_keys"]!.AsArray().Single()!["key"]).ShouldBe("shop-1");

        foreach (var (other, of, field) in new[] { ("sk-y", "provider/openai", "credential"), ("sb-another-key-0123456789abcdef", "key/web-dev", "value") })
        {
            var secret = (await gateway.Admin.ApplyAsync(yaml.Replace(field == "value" ? Key : "sk-x", other, StringComparison.Ordinal), dryRun: true)).Succeeded();
            var one = secret.Json["changes"]!.AsArray().Single(c => (string?)c!["action"] != "unchanged")!;
            ((string?)one["object"], (string?)one["fields"]!.AsArray().Single()!["path"]).ShouldBe((of, field));
            secret.Text.ShouldNotContain(other);
        }

        var changed = (await gateway.Admin.ApplyAsync(yaml.Replace("weight: 20", "weight: 30", StringComparison.Ordinal), dryRun: true)).Succeeded();
        var change = changed.Json["changes"]!.AsArray().Single(c => (string?)c!["action"] != "unchanged")!;
        ((string?)change["object"]).ShouldBe("route_group/support-chat");
    }

    [Theory]
    [InlineData("providrs: []", "line 1: providrs", "Did you mean 'providers'?")]
    [InlineData("models:\n  - name: a\n    deployments:\n      - { provider: nowhere, upstream_model: x }", "line 4", "There is no provider 'nowhere'.")]
    [InlineData("models:\n  - name: a\n    deployment: []", "line 3", "Did you mean 'deployments'?")]
    [InlineData("organizations:\n  - name: a\n    grants: [gone]", "line 3", "There is no model or route group 'gone'.")]
    [InlineData("providers:\n  - name: a\n    kind: openai\n    retries: many", "line 4", "wrong type")]
    [InlineData("providers:\n  - name: a\n    kind: bedrok", "line 3", "Did you mean bedrock?")]
    [InlineData("providers:\n  - name: a\n   kind: [", "line", "")]
    [InlineData("providers:\n  - { name: a, kind: openai }\n  - { name: a, kind: openai }", "line 3", "stands twice")]
    [InlineData("organizations:\n  - name: a\n    budget: { amount: -5, period: month }", "line 3", "must be more than 0")]
    [InlineData("- a\n- b", "line 1", "must be a mapping")]
    [InlineData("organizations:\n  -\n", "line 2: organizations[0]", "is null")]
    [InlineData("organizations:\n  - name: a\n    teams: [ { name: t, keys: [~] } ]", "line 3: organizations[0].teams[0].keys[0]", "is null")]
    [InlineData("models: &a [*a, *a]", "line 1", "nested too deeply")]
    public async Task A_faulty_file_changes_nothing_and_names_line_and_remedy(string yaml, string place, string remedy)
    {
        await using var gateway = await StartAsync(null);
        var before = (await gateway.Admin.GetAsync("status")).Json["snapshot"]!["version"]!.ToJsonString();

        var reply = await gateway.Admin.ApplyAsync(yaml);

        reply.Code.ShouldBe("invalid-configuration");
        reply["detail"].ShouldContain(place);
        reply["detail"].ShouldContain(remedy);
        (await gateway.Admin.GetAsync("status")).Json["snapshot"]!["version"]!.ToJsonString().ShouldBe(before);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public async Task A_file_of_very_many_levels_is_refused_and_nothing_else_is_disturbed(string open, string close)
    {
        await using var gateway = await StartAsync(null);
        var yaml = "models:" + (close.Length == 0 ? "\n  " : " ") + string.Concat(Enumerable.Repeat(open, 60_000)) + string.Concat(Enumerable.Repeat(close, 60_000));

        (await gateway.Admin.ApplyAsync(yaml, dryRun: true))["detail"].ShouldContain("nested too deeply");

        (await gateway.Admin.GetAsync("status")).Succeeded();
    }

    [Fact]
    public async Task Aliases_may_not_stand_for_more_than_memory_holds()
    {
        await using var gateway = await StartAsync(null);
        var yaml = "models:\n- &l0 x\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"- &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 9))}]\n"));

        (await gateway.Admin.ApplyAsync(yaml, dryRun: true))["detail"].ShouldContain("250,000 values by its aliases");
    }

    [Fact]
    public async Task What_is_no_longer_in_the_file_goes_over_to_the_api_and_is_not_deleted()
    {
        await using var gateway = await StartAsync(null);
        (await gateway.Admin.ApplyAsync("providers: [ { name: a, kind: openai }, { name: b, kind: openai } ]")).Succeeded();

        var reply = (await gateway.Admin.ApplyAsync("providers: [ { name: a, kind: openai } ]")).Succeeded();

        reply.Json["changes"]!.AsArray().Single(c => (string?)c!["action"] == "release")!["object"]!.ToString().ShouldBe("provider/b");
        ((string?)(await gateway.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "b")["owner"]).ShouldBe("api");
    }

    [Fact]
    public async Task A_variable_that_is_not_set_stops_the_start_and_is_named()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => GatewayProcess.StartAsync(new GatewayOptions
        {
            Configuration = "providers:\n  - { name: a, kind: openai, api_key: \"${NOT_SET_ANYWHERE}\" }",
        }));

        failure.Message.ShouldContain("line 2");
        failure.Message.ShouldContain("NOT_SET_ANYWHERE");
    }

    [Fact]
    public async Task A_mounted_secret_is_read_at_start_without_its_last_line_break()
    {
        using var secrets = new TempDirectory();
        var file = secrets.Write("caller-key", $"{Key}\n");

        await using var gateway = await StartAsync($$"""
            organizations:
              - name: acme
                teams: [ { name: web, keys: [ { name: mounted, value: "${file:{{file}}}" } ] } ]
            """);

        using var models = await gateway.Caller(Key).GetAsync("v1/models");
        models.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Yaml_over_the_network_cannot_read_the_gateway_s_environment_or_files()
    {
        await using var gateway = await StartAsync(null);

        (await gateway.Admin.ApplyAsync("providers: [ { name: \"${PATH}\", kind: openai } ]")).Code.ShouldBe("invalid-configuration");
        (await gateway.Admin.ApplyAsync("providers: [ { name: a, kind: openai, api_key: \"${file:/etc/hostname}\" } ]")).Code.ShouldBe("invalid-configuration");
    }

    private async Task<GatewayProcess> StartAsync(string? yaml) => await GatewayProcess.StartAsync(new GatewayOptions
    {
        Database = await database.CreateAsync(),
        Configuration = yaml,
        OwnProcess = false,
        Environment = new Dictionary<string, string?> { ["TEST_OPENAI_KEY"] = "sk-from-the-environment", ["WEB_DEV_KEY"] = Key },
    });
}
