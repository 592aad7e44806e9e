using System.Net;
using Testing.Files;

namespace Gateway.Tests.Configuration;

public sealed class ApplyCommandTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IDisposable
{
    private static readonly Dictionary<string, string?> Secrets = new() { ["DIGITS"] = "1234567890123456789", ["HOSTILE"] = "sb-a-key:#1,'x':{y}#z&*" };

    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task Placeholders_are_filled_in_where_the_command_runs_and_stay_text()
    {
        var (provider, organization) = (fixture.Name("digits"), fixture.Name("apply"));
        var mounted = _folder.Write("mounted", "sb-mounted-key-0123456789abcdef\n");
        var file = _folder.Write("signalbox.yaml", $$"""
            # ${NOT_SET} in a comment is no placeholder
            providers:
              - name: {{provider}}
                kind: openai
                api_key: ${DIGITS}
            organizations:
              - name: {{organization}}
                teams:
                  - name: web
                    keys:
                      - { name: quoted, value: "${HOSTILE}" }
                      - name: mounted
                        value: ${file:{{mounted}}}
            """);

        var (code, output) = await SignalboxCommand.RunAsync(fixture.Gateway, Secrets, "apply", "-f", file);

        code.ShouldBe(0, output);
        output.ShouldNotContain(Secrets["DIGITS"]!);
        ((bool)(await fixture.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == provider)["has_credential"]!).ShouldBeTrue();
        foreach (var key in (string[])[Secrets["HOSTILE"]!, "sb-mounted-key-0123456789abcdef"])
        {
            using var models = await fixture.Gateway.Caller(key).GetAsync("v1/models");
            models.StatusCode.ShouldBe(HttpStatusCode.OK, key);
        }
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named_with_its_line_and_nothing_is_sent()
    {
        var name = fixture.Name("missing");
        var file = _folder.Write("signalbox.yaml", $"providers:\n  - name: {name}\n    kind: openai\n    api_key: ${{NOT_SET_ANYWHERE}}");

        var (code, output) = await SignalboxCommand.RunAsync(fixture.Gateway, Secrets, "apply", "-f", file);

        code.ShouldBe(1, output);
        output.ShouldContain("line 4: The environment variable NOT_SET_ANYWHERE is not set.");
        (await fixture.Admin.ListAsync("providers")).ShouldNotContain(p => (string?)p["name"] == name);
    }

    [Fact]
    public async Task What_the_gateway_finds_wrong_names_the_line_of_the_file()
    {
        var file = _folder.Write("signalbox.yaml", "providers:\n  - name: a\n    api_key: ${DIGITS}\n    kind: bedrok");

        var (code, output) = await SignalboxCommand.RunAsync(fixture.Gateway, Secrets, "apply", "-f", file);

        code.ShouldBe(1, output);
        output.ShouldContain("line 4");
        output.ShouldContain("Did you mean bedrock?");
    }

    [Fact]
    public async Task A_dry_run_prints_the_difference_like_a_diff()
    {
        var name = fixture.Name("diff");
        (await fixture.Admin.ApplyAsync($"providers: [ {{ name: {name}, kind: openai, retries: 1 }}, {{ name: {name}-old, kind: openai }} ]")).Succeeded();
        var file = _folder.Write("signalbox.yaml", $"providers: [ {{ name: {name}, kind: openai, retries: 3, api_key: sk-not-to-be-shown }}, {{ name: {name}-new, kind: demo }} ]");

        var (code, output) = await SignalboxCommand.RunAsync(fixture.Gateway, Secrets, "apply", "-f", file, "--dry-run");

        code.ShouldBe(0, output);
        var lines = output.Split('\n');
        lines.ShouldContain($"~ provider/{name}");
        lines.ShouldContain("    retries: 1 -> 3");
        lines.ShouldContain($"+ provider/{name}-new");
        lines.ShouldContain(line => line.StartsWith($"- provider/{name}-old", StringComparison.Ordinal));
        lines[^1].ShouldMatch(@"^3 change\(s\); dry run, nothing was applied\. Compared with registry version \d+\.$");
        output.ShouldNotContain("sk-not-to-be-shown");
    }

    public void Dispose() => _folder.Dispose();
}
