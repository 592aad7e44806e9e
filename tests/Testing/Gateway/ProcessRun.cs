using Testing.Processes;

namespace Testing.Gateway;

/// <summary>A gateway in a process of its own: the built <c>signalbox.dll</c> next to the tests.</summary>
internal sealed class ProcessRun : IGatewayRun
{
    private ProcessRun(ChildProcess process) => Process = process;

    public ChildProcess Process { get; }

    public bool HasExited => Process.HasExited;

    public int ExitCode => Process.ExitCode;

    public string Output => Process.Output;

    public static ProcessRun Start(IReadOnlyDictionary<string, string?> environment, string directory) => new(ChildProcess.Start(
        "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "signalbox.dll"), "serve"],
        // Most of them live for seconds: compiling anew what was called often would be half of all they do.
        new Dictionary<string, string?>(environment) { ["DOTNET_TC_CallCounting"] = environment.GetValueOrDefault("DOTNET_TC_CallCounting", "0") }, directory));

    public void Terminate() => Signals.SendTerminate(Process.Id);

    public Task WaitForExitAsync(TimeSpan within) => Process.WaitForExitAsync(within);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
