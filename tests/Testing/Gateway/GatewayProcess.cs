using System.Net.Sockets;
using System.Text.RegularExpressions;
using Testing.Files;
using Testing.Net;
using Testing.Processes;
using Testing.Time;

namespace Testing.Gateway;

/// <summary>
/// The real gateway, with a port and a data directory of its own: in the process that the gateways of a test run share, or in one of its own
/// where the options say so. It can be stopped and started again on the same data; what has its own process can also be killed.
/// </summary>
public sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly TempDirectory _directory = new();
    private readonly List<string> _pastOutput = [];
    private IGatewayRun? _run;
    private string? _adminKey;

    private GatewayProcess(GatewayOptions options)
    {
        _options = options;
        Port = options.Port > 0 ? options.Port : FreePort.Next();
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Url,
            Timeout = TimeSpan.FromSeconds(100),
        };
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Its root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Its data directory, kept across restarts.</summary>
    public string DataDirectory => _directory["data"];

    /// <summary>The YAML file it was given; write to it between stop and start to change the configuration.</summary>
    public string ConfigurationFile => _directory["signalbox.yaml"];

    /// <summary>A client with no credential, no redirects, no cookies.</summary>
    public HttpClient Http { get; }

    /// <summary>Its own process.</summary>
    /// <exception cref="InvalidOperationException">It does not run now, or shares a process with others.</exception>
    public ChildProcess Process => Run is ProcessRun own
        ? own.Process
        : throw new InvalidOperationException($"This gateway shares a process: start it with {nameof(GatewayOptions.OwnProcess)}.");

    /// <summary>Everything it wrote to standard output and error, over all its starts.</summary>
    public string Output => string.Join('\n', [.. _pastOutput, _run?.Output ?? ""]);

    /// <summary>The admin key: the master key, or without one the key printed at the first start.</summary>
    /// <exception cref="InvalidOperationException">None was printed; holds the output.</exception>
    public string AdminKey => _adminKey ??= _options.MasterKey ?? FindAdminKey(Output)
        ?? throw new InvalidOperationException($"The gateway printed no admin key:\n{Output}");

    /// <summary>A client of the admin API, signed in with the admin key.</summary>
    public AdminClient Admin => new(Http, AdminKey);

    /// <summary>Reads what stands at any path, such as <c>metrics</c>, with the admin key.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", AdminKey);
        using var response = await Http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>A caller of the data plane with this key.</summary>
    public CallerClient Caller(string? key) => new(Http, key);

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended; holds its output.</exception>
    /// <exception cref="TimeoutException">It did not become ready in time; holds its output.</exception>
    public static async Task<GatewayProcess> StartAsync(GatewayOptions? options = null)
    {
        var gateway = new GatewayProcess(options ?? new GatewayOptions());
        try
        {
            if (gateway._options.Configuration is { } yaml)
                await File.WriteAllTextAsync(gateway.ConfigurationFile, yaml);
            await gateway.StartAgainAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, after a stop or a kill, on the same port and data.</summary>
    public async Task StartAgainAsync()
    {
        if (_run is { HasExited: false })
            throw new InvalidOperationException("The gateway runs already.");
        _run = HasOwnProcess ? ProcessRun.Start(Environment(), _directory.Path) : await GatewayHost.StartAsync(Environment());
        await WaitUntilReadyAsync();
    }

    /// <summary>SIGTERM, and waits for its end; open streams get the time that the gateway grants.</summary>
    /// <returns>The exit code: 0 for a graceful end.</returns>
    public async Task<int> StopAsync(TimeSpan? within = null)
    {
        Run.Terminate();
        return await EndedAsync(within ?? TimeSpan.FromSeconds(60));
    }

    /// <summary>SIGKILL, and waits for its end.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await EndedAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Stops it gracefully and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Kills it if it runs, and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_run is not null)
            await _run.DisposeAsync();
        _directory.Dispose();
    }

    private IGatewayRun Run => _run ?? throw new InvalidOperationException("The gateway does not run.");

    /// <summary>Variables that are not the gateway's own are read by libraries and the runtime, whenever these like: they hold for a process.</summary>
    private bool HasOwnProcess => _options.OwnProcess ?? _options.Environment.Keys.Any(name => !name.StartsWith("SIGNALBOX_", StringComparison.Ordinal));

    private async Task<int> EndedAsync(TimeSpan within)
    {
        var run = Run;
        await run.WaitForExitAsync(within);
        _pastOutput.Add(run.Output);
        var code = run.ExitCode;
        _run = null;
        await run.DisposeAsync();
        return code;
    }

    private async Task WaitUntilReadyAsync()
    {
        try
        {
            await Eventually.TrueAsync(
                async () => Run.HasExited || (_options.WaitUntilReady ? await IsReadyAsync() : await ListensAsync()),
                _options.ReadyWithin,
                "the gateway is ready");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Output}", e);
        }

        if (!Run.HasExited)
            return;
        await Run.WaitForExitAsync(TimeSpan.FromSeconds(5));
        throw new InvalidOperationException($"The gateway ended at start with code {Run.ExitCode}:\n{Output}");
    }

    private async Task<bool> IsReadyAsync()
    {
        using var response = await Http.GetAsync(new Uri("readyz", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", Port);
        return true;
    }

    private Dictionary<string, string?> Environment()
    {
        var environment = new Dictionary<string, string?>
        {
            ["SIGNALBOX_URLS"] = Url.GetLeftPart(UriPartial.Authority),
            ["SIGNALBOX_DATA"] = DataDirectory,
            ["SIGNALBOX_DATABASE"] = _options.Database,
            ["SIGNALBOX_CONFIG"] = _options.Configuration is null ? null : ConfigurationFile,
            ["SIGNALBOX_MASTER_KEY"] = _options.MasterKey,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            // The test run's own settings must not leak into the gateway.
            ["ASPNETCORE_URLS"] = null,
            ["SIGNALBOX_REDIS"] = null,
        };
        foreach (var (name, value) in _options.Environment)
            environment[name] = value;
        return environment;
    }

    private static string? FindAdminKey(string output) =>
        AdminKeyLine.Match(output) is { Success: true } match ? match.Groups["key"].Value : null;

    [GeneratedRegex(@"admin key[^\n]*?(?<key>sb-[A-Za-z0-9_-]{40})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex AdminKeyLine { get; }
}
