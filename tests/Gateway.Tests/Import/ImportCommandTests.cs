using Signalbox.Cli;
using Testing.Gateway;

namespace Gateway.Tests.Import;

public sealed class ImportCommandTests(TestDatabase database) : IDisposable
{
    private const string Config =
        """
        model_list:
          - { model_name: gpt-4o, litellm_params: { model: openai/gpt-4o, api_key: os.environ/K1, weight: 9, input_cost_per_token: 0.0000025, output_cost_per_token: 0.00001 } }
          - { model_name: gpt-4o, litellm_params: { model: openai/gpt-4o, api_key: sk-written-out, weight: 1, timeout: 300 } }
          - { model_name: "my local model", litellm_params: { model: hosted_vllm/qwen, api_base: "http://10.0.0.5:8000/v1", extra_headers: { X-Team: "red: 1" } } }
          - { model_name: claude, litellm_params: { model: anthropic/claude-sonnet-4-5 }, model_info: { supports_function_calling: true } }
          - { model_name: "groq/*", litellm_params: { model: "groq/*" } }
        litellm_settings: { num_retries: 3, request_timeout: 600, fallbacks: [ { gpt-4o: [claude, "my local model"] } ] }
        router_settings: { model_group_alias: { gpt-4: gpt-4o } }
        general_settings: { master_key: sk-1234, max_request_size_mb: 20 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("litellm").FullName;

    [Fact]
    public async Task The_output_is_accepted_by_a_gateway_as_it_stands()
    {
        var (code, output, _) = await RunAsync(Config);
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });
        var yaml = LiteLlmSample.FilledIn(new(output, ""));

        var dry = (await gateway.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded();
        var applied = (await gateway.Admin.ApplyAsync(yaml)).Succeeded();

        code.ShouldBe(0);
        dry.Json["changes"]!.AsArray().Count(c => (string?)c!["action"] == "create").ShouldBe(10);
        ((bool)applied.Json["applied"]!).ShouldBeTrue();
        (await gateway.Admin.ListAsync("route-groups")).Select(g => (string?)g["key"]).ShouldBe(["gpt-4", "gpt-4o"], ignoreOrder: true);
    }

    [Fact]
    public async Task Output_and_report_go_to_the_files_named()
    {
        var (output, report) = (Path.Combine(_folder, "signalbox.yaml"), Path.Combine(_folder, "report.md"));

        var (code, written, errors) = await RunAsync(Config, output, report);

        (code, written, errors).ShouldBe((0, "", ""));
        (await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)).ShouldContain("key: gpt-4o");
        (await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)).ShouldStartWith("# Import from LiteLLM");
    }

    [Fact]
    public async Task An_included_file_is_found_beside_the_configuration()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "more.yaml"), Config, TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("include: [more.yaml]");

        code.ShouldBe(0);
        output.ShouldContain("key: gpt-4o");
    }

    [Fact]
    public async Task What_is_no_litellm_configuration_ends_in_2_and_writes_nothing()
    {
        var output = Path.Combine(_folder, "signalbox.yaml");

        var (code, _, errors) = await RunAsync("services: {}", output);

        code.ShouldBe(2);
        errors.ShouldContain("config.yaml: This is no LiteLLM proxy configuration");
        File.Exists(output).ShouldBeFalse();
    }

    [Fact]
    public async Task The_configuration_itself_is_never_overwritten()
    {
        var (code, _, errors) = await RunAsync(Config, Path.Combine(_folder, "config.yaml"));

        code.ShouldBe(1);
        errors.ShouldContain("would be overwritten");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "config.yaml"), TestContext.Current.CancellationToken)).ShouldBe(Config);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var errors = new StringWriter();

        var code = await ImportCommand.RunAsync(Path.Combine(_folder, "gone.yaml"), null, null, TextWriter.Null, errors, TestContext.Current.CancellationToken);

        code.ShouldBe(1);
        errors.ToString().ShouldContain("gone.yaml");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string config, string? outputFile = null, string? reportFile = null)
    {
        var file = Path.Combine(_folder, "config.yaml");
        await File.WriteAllTextAsync(file, config);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ImportCommand.RunAsync(file, outputFile, reportFile, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
