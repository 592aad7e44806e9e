using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Configuration;

namespace Signalbox.Cli;

/// <summary><c>signalbox apply</c>: sends a file to a running gateway and prints the difference like a diff.</summary>
internal static class ApplyCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when applied or shown, 1 when refused or out of reach.</returns>
    public static async Task<int> RunAsync(ApplyOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var gateway = GatewayClient.FromEnvironment(options.Url);
        if (gateway is null) return await FailAsync(error, GatewayClient.KeyMissing);
        string yaml;
        try
        {
            yaml = options.File == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(options.File, cancellation);
            // Here, where the operator's environment is.
            yaml = FilledYaml.Of(yaml, Placeholders.OfThisProcess);
        }
        catch (ConfigurationException failure)
        {
            return await FailAsync(error, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error, $"{options.File} cannot be read: {failure.Message}");
        }

        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        var (report, problem) = await gateway.SendAsync(
            HttpMethod.Post, $"configuration/apply?dry_run={(options.DryRun ? "true" : "false")}", content,
            [(ChangeReason.Header, options.Reason), ("If-Match", options.IfVersion is { } version ? Preconditions.ETag(version) : null)], cancellation);
        if (problem is not null) return await FailAsync(error, problem);
        await PrintAsync(report!, output);
        return 0;
    }

    private static async Task PrintAsync(JsonNode report, TextWriter output)
    {
        var changed = 0;
        foreach (var change in report["changes"]!.AsArray())
        {
            var action = (string)change!["action"]!;
            if (action == "unchanged") continue;
            changed++;
            await output.WriteLineAsync($"{(action switch { "create" => "+", "release" => "-", _ => "~" })} {(string)change["object"]!}{(action == "release" ? "   (no longer in the file; managed by the API from now on)" : "")}");
            foreach (var field in change["fields"]!.AsArray())
                await output.WriteLineAsync($"    {(string)field!["path"]!}: {field["before"]?.ToJsonString() ?? "none"} -> {field["after"]?.ToJsonString() ?? "none"}");
        }
        foreach (var issued in report["issued_keys"]!.AsArray())
            await output.WriteLineAsync($"Key {(string)issued!["key"]!}: {(string)issued["secret"]!}   (shown only this once: keep it)");
        await output.WriteLineAsync(changed == 0 ? "Nothing to change." : (bool)report["dry_run"]! ? $"{changed} change(s); dry run, nothing was applied. Compared with registry version {(long)report["version"]!}." : $"{changed} change(s) applied.");
    }

    private static async Task<int> FailAsync(TextWriter error, string message)
    {
        await error.WriteLineAsync(message);
        return 1;
    }
}
