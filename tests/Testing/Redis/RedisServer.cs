using System.Globalization;
using StackExchange.Redis;
using Testing.Files;
using Testing.Net;
using Testing.Processes;
using Testing.Time;

namespace Testing.Redis;

/// <summary>
/// A private Redis server on a free port of 127.0.0.1, which keeps nothing on disk: after a kill it comes back empty. It can be killed,
/// made to stand still and started again on the same port.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private ChildProcess? _process;

    /// <summary>The port it listens on.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>A value for <c>SIGNALBOX_REDIS</c>.</summary>
    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Starts it, unless it runs, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        if (_process is { HasExited: false }) return;
        _process = ChildProcess.Start(
            "redis-server",
            ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _directory.Path],
            workingDirectory: _directory.Path);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var connection = await ConnectAsync();
                return true;
            },
            TimeSpan.FromSeconds(30),
            "Redis answers");
    }

    /// <summary>SIGKILL: connections break, the port is closed, everything in it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Stands still: connections stay open, and nothing answers until <see cref="Resume"/>.</summary>
    public void Pause() => Signals.Pause(RunningId());

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume() => Signals.Resume(RunningId());

    /// <summary>Publishes to a channel, as anybody with access to the server could.</summary>
    /// <returns>How many heard it.</returns>
    public async Task<long> PublishAsync(string channel, IEnumerable<byte[]> messages)
    {
        await using var connection = await ConnectAsync();
        var heard = 0L;
        foreach (var message in messages)
            heard += await connection.Multiplexer.GetSubscriber().PublishAsync(channel, message).WaitAsync(TimeSpan.FromSeconds(5));
        return heard;
    }

    /// <summary>The channels that somebody listens to.</summary>
    public async Task<IReadOnlyList<string>> ChannelsAsync()
    {
        await using var connection = await ConnectAsync();
        var channels = await connection.Multiplexer.GetServer("127.0.0.1", Port).SubscriptionChannelsAsync().WaitAsync(TimeSpan.FromSeconds(5));
        return [.. channels.Select(channel => (string)channel!)];
    }

    /// <summary>Kills the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) Resume();
        await KillAsync();
        _directory.Dispose();
    }

    private async Task<Connection> ConnectAsync()
    {
        var options = new ConfigurationOptions { AbortOnConnectFail = true, ConnectTimeout = 2000, TieBreaker = "", ConfigurationChannel = "" };
        options.EndPoints.Add("127.0.0.1", Port);
        return new Connection(await ConnectionMultiplexer.ConnectAsync(options));
    }

    private int RunningId() => _process is { HasExited: false } process
        ? process.Id
        : throw new InvalidOperationException("The Redis server does not run.");

    private sealed record Connection(ConnectionMultiplexer Multiplexer) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Multiplexer.CloseAsync(allowCommandsToComplete: false);
    }
}
