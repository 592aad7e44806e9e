using System.Text.Json.Nodes;
using Testing.Gateway;

namespace Gateway.Tests.Access;

public sealed class AccessConfigurationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Yaml =
        """
        providers:
          - { name: yaml-up, kind: openai, api_key: sk-x }
        models:
          - { name: yaml-one, tags: [yaml-fast, beta], deployments: [ { provider: yaml-up, upstream_model: a } ] }
          - { name: yaml-two, deployments: [ { provider: yaml-up, upstream_model: b } ] }
        route_groups:
          - { key: yaml-group, tags: [yaml-fast], members: [ { model: yaml-one } ] }
        organizations:
          - name: yaml-org
            enforcement: legacy
            grants:
              - "yaml-*"
              - { asset: "tag:yaml-fast", expires_at: 2040-01-01T00:00:00Z, environments: [dev, prod] }
            users:
              - { name: ana, legacy_models: [yaml-one] }
            teams:
              - name: web
                access: { mode: restrict, grants: [yaml-one, { asset: yaml-two }] }
                legacy_models: [gone]
                keys:
                  - { name: k, value: sb-yaml-key-0123456789abcdef, user: ana, legacy_models: [yaml-two] }
        """;

    [Fact]
    public async Task What_a_file_says_of_access_comes_back_as_written_and_again_changes_nothing()
    {
        (await fixture.Admin.ApplyAsync(Yaml)).Succeeded();

        var organization = await OneAsync("organizations", "yaml-org");
        organization["grants"]!.ToJsonString().ShouldBe("""[{"asset":"tag:yaml-fast","expires_at":"2040-01-01T00:00:00+00:00","environments":["dev","prod"]},"yaml-*"]""".Replace("+", "\\u002B", StringComparison.Ordinal));
        ((string?)organization["enforcement"]).ShouldBe("legacy");
        ((int)organization["grant_matches"]!["yaml-*"]!, (int)organization["grant_matches"]!["tag:yaml-fast"]!).ShouldBe((3, 2));
        var team = await OneAsync("teams", "web");
        team["access"]!["grants"]!.ToJsonString().ShouldBe("""["yaml-one","yaml-two"]""");
        team["legacy_models"]!.ToJsonString().ShouldBe("""["gone"]""");
        (await OneAsync("users", "ana"))["legacy_models"]!.ToJsonString().ShouldBe("""["yaml-one"]""");
        (await OneAsync("keys", "k"))["legacy_models"]!.ToJsonString().ShouldBe("""["yaml-two"]""");
        (await OneAsync("models", "yaml-one"))["tags"]!.ToJsonString().ShouldBe("""["yaml-fast","beta"]""");

        var again = (await fixture.Admin.ApplyAsync(Yaml)).Succeeded();
        again.Json["changes"]!.AsArray().Where(c => (string?)c!["action"] != "unchanged").ShouldBeEmpty();

        var changed = (await fixture.Admin.ApplyAsync(Yaml.Replace("[dev, prod]", "[dev]", StringComparison.Ordinal), dryRun: true)).Succeeded();
        ((string?)changed.Json["changes"]!.AsArray().Single(c => (string?)c!["action"] != "unchanged")!["object"]).ShouldBe("organization/yaml-org");
    }

    [Theory]
    [InlineData("grants: [ { asset: small, enviroments: [dev] } ]", "line 3", "Did you mean 'environments'?")]
    [InlineData("grants:\n      - small\n      - { asset: smal, environments: [dev] }", "line 5", "Did you mean 'small'?")]
    [InlineData("grants: [ { asset: small, environments: [stagin] } ]", "line 3", "Did you mean 'staging'?")]
    [InlineData("grants: [ { asset: small, expires_at: tomorrow } ]", "line 3", "wrong type")]
    [InlineData("enforcement: enforce", "line 3", "must be enforced or legacy.")]
    [InlineData("teams: [ { name: t, legacy_models: [a, a] } ]", "line 3", "stands twice")]
    [InlineData("legacy_models: [a]", "line 3", "is not a known field")]
    public async Task A_fault_is_named_with_its_line_and_what_would_be_right(string line, string place, string remedy)
    {
        var reply = await fixture.Admin.ApplyAsync($"organizations:\n  - name: faulty\n    {line}");

        reply.Code.ShouldBe("invalid-configuration");
        reply["detail"].ShouldContain(place);
        reply["detail"].ShouldContain(remedy);
    }

    private async Task<JsonNode> OneAsync(string path, string name) => (await fixture.Admin.ListAsync(path)).Single(o => (string?)o["name"] == name && (string?)o["owner"] == "yaml");
}
