using System.Text.RegularExpressions;
using Testing.Files;
using Testing.Gateway;
using Testing.Processes;
using Testing.Time;

namespace Gateway.Tests.Documentation;

/// <summary>The README's first page does what it says, from a start on nothing.</summary>
public sealed partial class FirstPageTests(TestDatabase database)
{
    [Fact]
    public async Task The_first_start_prints_a_call_that_works_and_the_admin_key_only_that_once()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync(), MasterKey = null });
        // Ready comes before the greeting.
        var printed = await Eventually.ValueAsync(() => Task.FromResult(gateway.Output), output => Curl().IsMatch(output));
        var key = AdminKey().Match(printed).Groups["key"].Value;
        printed.ShouldContain($"Console    {gateway.Url}console/");

        (await RunAsync(Curl().Match(printed).Value, gateway)).ShouldContain("\"choices\"");
        (await gateway.Admin.GetAsync("status")).Succeeded();
        var file = Path.Combine(gateway.DataDirectory, "demo.key");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await gateway.StopAsync();
        var before = gateway.Output.Length;
        await gateway.StartAgainAsync();

        var again = await Eventually.ValueAsync(() => Task.FromResult(gateway.Output[before..]), output => Curl().IsMatch(output));
        again.ShouldContain("Console ");
        AdminKey().IsMatch(again).ShouldBeFalse("it is shown once");
        again.ShouldNotContain(key);
        (await RunAsync(Curl().Match(again).Value, gateway)).ShouldContain("\"choices\"");
    }

    [Fact]
    public async Task The_curl_of_the_readme_works_as_it_stands()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync(), MasterKey = null });
        var readme = await File.ReadAllTextAsync(ProjectFiles.Find("README.md"), TestContext.Current.CancellationToken);
        var curl = ReadmeCurl().Match(readme).Groups["curl"].Value;
        curl.ShouldContain("data/demo.key");

        (await RunAsync(curl.Replace("http://127.0.0.1:4000/", gateway.Url.ToString(), StringComparison.Ordinal), gateway)).ShouldContain("\"choices\"");
    }

    /// <summary>Runs it in a shell, where the gateway was started.</summary>
    private static async Task<string> RunAsync(string command, GatewayProcess gateway)
    {
        command.ShouldStartWith("curl ");
        await using var shell = ChildProcess.Start("bash", ["-c", command], workingDirectory: Path.GetDirectoryName(gateway.DataDirectory));
        await shell.WaitForExitAsync(TimeSpan.FromSeconds(30));
        shell.ExitCode.ShouldBe(0, shell.Output);
        return shell.Output;
    }

    [GeneratedRegex(@"Admin key +(?<key>sb-[A-Za-z0-9_-]{40})", RegexOptions.ExplicitCapture)]
    private static partial Regex AdminKey();

    [GeneratedRegex(@"curl .+")]
    private static partial Regex Curl();

    [GeneratedRegex(@"```sh\n(?<curl>curl http://127\.0\.0\.1:4000/v1/chat/completions.+?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadmeCurl();
}
