using System.CommandLine;
using Signalbox.Configuration;

namespace Signalbox.Cli;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command the arguments name; without one, the gateway.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Signalbox, a governed gateway for models, tools and agents.") { Serve(), Apply(), Import(), Audit(), Secrets() };
        root.SetAction(_ => Gateway.RunAsync(GatewaySettings.FromEnvironment(), CancellationToken.None));
        return root.Parse(args).InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // The host itself ends on SIGTERM, after draining; a bound here would cut that short.
            ProcessTerminationTimeout = null,
        });
    }

    private static Command Serve()
    {
        var command = new Command("serve", "Run the gateway (settings: SIGNALBOX_* variables, see the docs).");
        command.SetAction(_ => Gateway.RunAsync(GatewaySettings.FromEnvironment(), CancellationToken.None));
        return command;
    }

    private static Command Apply()
    {
        var file = new Option<string>("--file", "-f") { Description = "The YAML file; - reads standard input.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change." };
        var url = new Option<string?>("--url") { Description = "The gateway; SIGNALBOX_URL, else http://127.0.0.1:4000." };
        var reason = new Option<string?>("--reason") { Description = "Why, in one line: kept in the audit trail." };
        var ifVersion = new Option<long?>("--if-version") { Description = "Apply only if this is still the registry's version, as a dry run showed it." };
        var command = new Command("apply", "Apply a YAML configuration to a running gateway. The admin key comes from SIGNALBOX_MASTER_KEY.") { file, dryRun, url, reason, ifVersion };
        command.SetAction((result, cancellation) => ApplyCommand.RunAsync(
            new(result.GetValue(file)!, result.GetValue(dryRun), result.GetValue(url), result.GetValue(reason), result.GetValue(ifVersion)),
            Console.Out, Console.Error, cancellation));
        return command;
    }

    private static Command Audit()
    {
        var noted = new Option<string?>("--noted") { Description = "A head noted earlier, SEQUENCE:HASH: proves that nothing up to it was rewritten since." };
        var url = new Option<string?>("--url") { Description = "The gateway; SIGNALBOX_URL, else http://127.0.0.1:4000." };
        var verify = new Command("verify", "Walk the audit trail's hash chain, and name the first event that is not as it was written. The admin key comes from SIGNALBOX_MASTER_KEY.") { noted, url };
        verify.SetAction((result, cancellation) => AuditCommand.VerifyAsync(result.GetValue(noted), result.GetValue(url), Console.Out, Console.Error, cancellation));
        return new Command("audit", "Look after the audit trail.") { verify };
    }

    private static Command Secrets()
    {
        var rewrap = new Command(
            "rewrap", "Replace the master key: wrap the server's secrets under SIGNALBOX_NEW_MASTER_KEY in place of SIGNALBOX_MASTER_KEY. The gateway must be stopped; the settings are the gateway's own.");
        rewrap.SetAction((_, cancellation) => RewrapCommand.RunAsync(GatewaySettings.FromEnvironment(), Console.Out, Console.Error, cancellation));
        return new Command("secrets", "Look after the server's secrets.") { rewrap };
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "LiteLLM's config.yaml." };
        var output = new Option<string?>("--output", "-o") { Description = "Where the configuration goes; else standard output." };
        var report = new Option<string?>("--report") { Description = "Where the report goes, in Markdown; else standard error." };
        var litellm = new Command("litellm", "Turn a LiteLLM proxy configuration into a Signalbox one, and list what has no equivalent.") { file, output, report };
        litellm.SetAction((result, cancellation) => ImportCommand.RunAsync(
            result.GetValue(file)!, result.GetValue(output), result.GetValue(report), Console.Out, Console.Error, cancellation));
        return new Command("import", "Take over the configuration of another gateway.") { litellm };
    }
}
