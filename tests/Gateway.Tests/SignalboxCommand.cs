using Testing.Gateway;
using Testing.Processes;

namespace Gateway.Tests;

/// <summary>The program's commands as an operator runs them.</summary>
internal static class SignalboxCommand
{
    /// <summary>Runs one against a gateway.</summary>
    /// <param name="gateway">The gateway whose address and admin key it is given.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="arguments">The command.</param>
    public static Task<(int Code, string Output)> RunAsync(GatewayProcess gateway, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunAsync(new Dictionary<string, string?>(environment) { ["SIGNALBOX_URL"] = gateway.Url.ToString(), ["SIGNALBOX_MASTER_KEY"] = gateway.AdminKey }, arguments);

    /// <summary>Runs one.</summary>
    public static async Task<(int Code, string Output)> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        await using var process = ChildProcess.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "signalbox.dll"), .. arguments], environment);
        await process.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, process.Output);
    }
}
