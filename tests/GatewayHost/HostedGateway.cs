using Signalbox;
using Signalbox.Configuration;

namespace GatewayHost;

/// <summary>One gateway among those of this process.</summary>
internal sealed class HostedGateway : IDisposable
{
    /// <summary>The environment is the process's: held while a gateway reads it.</summary>
    private static readonly Lock EnvironmentGate = new();

    private static readonly AsyncLocal<int?> RunsHere = new();

    private readonly CancellationTokenSource _stop = new();

    private HostedGateway()
    {
    }

    /// <summary>The gateway that the running code belongs to; null for the host's own.</summary>
    public static int? Current => RunsHere.Value;

    /// <summary>Starts a gateway; how it ends is told by <paramref name="replies"/>.</summary>
    public static HostedGateway Start(int number, IReadOnlyDictionary<string, string?> environment, Replies replies)
    {
        var gateway = new HostedGateway();
        _ = Task.Run(async () =>
        {
            RunsHere.Value = number;
            using (gateway) replies.Ended(number, await gateway.RunAsync(environment));
        });
        return gateway;
    }

    /// <summary>Ends it as SIGTERM would: calls are given the time to end that its settings grant.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private async Task<int> RunAsync(IReadOnlyDictionary<string, string?> environment)
    {
        try
        {
            return await Gateway.RunAsync(Settings(environment), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"Signalbox: {failure}");
            return 1;
        }
    }

    private static GatewaySettings Settings(IReadOnlyDictionary<string, string?> environment)
    {
        lock (EnvironmentGate)
        {
            var before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
            Set(environment);
            try
            {
                return GatewaySettings.FromEnvironment();
            }
            finally
            {
                Set(before);
            }
        }
    }

    private static void Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
    }
}
