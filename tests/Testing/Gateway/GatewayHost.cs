using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Testing.Processes;

namespace Testing.Gateway;

/// <summary>
/// The process that runs the gateways of this test run side by side, started with the first of them. A gateway of its own takes more than a
/// second of processor before it is ready, nearly all of it for compiling what every other one has compiled as well.
/// </summary>
internal sealed class GatewayHost
{
    /// <summary>What gateways read at other times than their start; the test run's own settings must not leak into them.</summary>
    private static readonly Dictionary<string, string?> Variables = new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["ASPNETCORE_URLS"] = null };

    private static readonly SemaphoreSlim OneStarts = new(1, 1);
    private static volatile GatewayHost? _current;

    private readonly ConcurrentDictionary<int, HostedRun> _runs = new();
    private readonly ChildProcess _process;
    private readonly NetworkStream _requests;
    private readonly Lock _gate = new();
    private volatile bool _hasEnded;
    private int _numbers;

    private GatewayHost(ChildProcess process, NetworkStream requests) => (_process, _requests) = (process, requests);

    /// <summary>Starts a gateway with these variables; null unsets one.</summary>
    public static async Task<HostedRun> StartAsync(IReadOnlyDictionary<string, string?> environment)
    {
        var host = await CurrentAsync();
        var number = Interlocked.Increment(ref host._numbers);
        var run = host._runs[number] = new HostedRun(host, number);
        host.Ask(new { gateway = number, environment });
        return run;
    }

    /// <summary>Asks a gateway to end.</summary>
    public void Stop(int number) => Ask(new { gateway = number });

    /// <summary>The host; a new one where a fault took the last: it takes the gateways of that moment with it, and none that come later.</summary>
    private static async Task<GatewayHost> CurrentAsync()
    {
        await OneStarts.WaitAsync();
        try
        {
            return _current is { _hasEnded: false } host ? host : _current = await StartAsync();
        }
        finally
        {
            OneStarts.Release();
        }
    }

    private static async Task<GatewayHost> StartAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var directory = AppContext.BaseDirectory;
        var process = ChildProcess.Start(
            "dotnet", ["exec", "--runtimeconfig", Path.Combine(directory, "signalbox.runtimeconfig.json"), Path.Combine(directory, "GatewayHost.dll"), port], Variables);
        var connected = listener.AcceptTcpClientAsync();
        if (await Task.WhenAny(connected, Task.Delay(TimeSpan.FromSeconds(60))) != connected)
            throw new InvalidOperationException($"The host of the gateways does not start:\n{process.Output}");
        var host = new GatewayHost(process, (await connected).GetStream());
        _ = Task.Run(host.HearAsync);
        return host;
    }

    private void Ask(object request)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web), (byte)'\n'];
        try
        {
            lock (_gate) _requests.Write(bytes);
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // Whoever waits for the gateway is told of its end.
            EndAll();
        }
    }

    private async Task HearAsync()
    {
        try
        {
            using var reader = new StreamReader(_requests);
            while (await reader.ReadLineAsync() is { } line)
            {
                var reply = JsonNode.Parse(line)!;
                var number = (int)reply["gateway"]!;
                if (!_runs.TryGetValue(number, out var run)) continue;
                if (reply["line"] is { } text) run.Wrote((string)text!);
                else if (_runs.TryRemove(number, out _)) run.Ended((int)reply["code"]!);
            }
        }
        catch (IOException)
        {
            // Told by its end, below.
        }
        EndAll();
    }

    /// <summary>All its gateways went with it.</summary>
    private void EndAll()
    {
        _hasEnded = true;
        foreach (var run in _runs.Values.Where(run => !run.HasExited))
        {
            run.Wrote($"The host of the gateways ended:\n{_process.Output}");
            run.Ended(-1);
        }
    }
}
