using System.Globalization;
using Npgsql;
using Testing.Files;
using Testing.Net;
using Testing.Processes;
using Testing.Time;

namespace Testing.Postgres;

/// <summary>
/// A private PostgreSQL server that starts when the first database is asked for. Meant to be shared by a whole
/// test run: <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>. It can be stopped, killed and made to
/// stand still; a test that does so starts one of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Why a test that needs PostgreSQL is skipped.</summary>
    public const string NotInstalled = "PostgreSQL is not installed; ./test.sh installs it.";

    // The files are thrown away, so nothing need reach the disk; a killed process loses nothing by that.
    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "max_connections=200", "shared_buffers=32MB",
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
    ];

    private readonly TempDirectory _directory = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly int _port = FreePort.Next();
    private ChildProcess? _process;
    private int _databases;

    /// <summary>Whether this machine has the server's programs.</summary>
    public static bool IsInstalled => PostgresPrograms.Directory is not null;

    /// <summary>The port it listens on, on 127.0.0.1.</summary>
    public int Port => _port;

    private string Data => _directory["data"];

    /// <summary>Creates an empty database, starting the server if need be.</summary>
    /// <param name="name">The beginning of its name, lower case; a number is added.</param>
    /// <returns>A connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string name = "signalbox")
    {
        await StartAsync();
        var database = $"{name}_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(database);
    }

    /// <summary>Starts the server, unless it runs, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_process is { HasExited: false })
                return;
            if (!Directory.Exists(Data))
                await InitializeAsync();
            var (file, arguments) = PostgresPrograms.AsServerUser(
                "postgres",
                ["-D", Data, "-k", _directory.Path, "-p", _port.ToString(CultureInfo.InvariantCulture),
                    .. Settings.SelectMany(setting => new[] { "-c", setting })]);
            _process = ChildProcess.Start(file, arguments, workingDirectory: _directory.Path);
            await WaitUntilItAnswersAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Shuts down, cutting all connections; the data stays.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        Resume();
        Signals.SendInterrupt(process.Id);
        await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Ends as in a crash: connections break, the next start recovers from the log.</summary>
    public async Task CrashAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        Resume();
        Signals.SendQuit(process.Id);
        await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Stands still: connections stay open, and nothing answers until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        // First the parent, so that it starts no more; then the sessions, which would go on by themselves.
        var process = RunningId();
        Signals.Pause(process);
        foreach (var session in ProcessTree.ChildrenOf(process))
            Signals.Pause(session);
    }

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume()
    {
        var process = RunningId();
        foreach (var session in ProcessTree.ChildrenOf(process))
            Signals.Resume(session);
        Signals.Resume(process);
    }

    /// <summary>Kills the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await CrashAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        _directory.Dispose();
        _gate.Dispose();
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private int RunningId() => _process is { HasExited: false } process
        ? process.Id
        : throw new InvalidOperationException("The PostgreSQL server does not run.");

    private async Task InitializeAsync()
    {
        // The server refuses to run as root; as root, its own user makes and owns the data.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.Path, (UnixFileMode)0x1FF);
        var (file, arguments) = PostgresPrograms.AsServerUser(
            "initdb",
            ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await ChildProcess.RunAsync(file, [.. arguments]);
    }

    private async Task WaitUntilItAnswersAsync()
    {
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false;Timeout=5");
                    await connection.OpenAsync();
                    return true;
                },
                TimeSpan.FromSeconds(60),
                "PostgreSQL answers");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{_process?.Output}", e);
        }
    }
}
