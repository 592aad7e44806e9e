using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Clients;

/// <summary>A script of tests/Clients/javascript, which drives one client and prints what it saw as one line of JSON.</summary>
internal sealed class NodeScript(string name)
{
    private readonly string _path = Find($"tests/Clients/javascript/{name}");

    /// <summary>Runs it.</summary>
    public async Task<JsonNode> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("node", [_path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment) start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(output)!;
    }

    private static string Find(string path)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (Path.Combine(directory.FullName, path) is var file && File.Exists(file)) return file;
        throw new FileNotFoundException($"{path} is above no folder of the tests.");
    }
}
