using Signalbox.Core.Snapshots;
using Signalbox.Secrets;
using Signalbox.Snapshots;
using Signalbox.Threading;

namespace Signalbox.Cluster;

/// <summary>
/// Tells the other instances of changes made here, and hears of theirs, over one channel of Redis. What counts as a working connection is
/// that this instance hears its own heartbeat: that proves publishing and subscription alike, after a paused server, a failover or a
/// firewall that forgot us.
/// <code>
/// connect, subscribe > heartbeat, and what was committed > own heartbeat heard: up
///        ^                                                none for 3 s: down, the poll takes over
///        +------------------------------------------------none for 12 s: a new connection
/// </code>
/// </summary>
internal sealed partial class InvalidationLink : BackgroundService
{
    /// <summary>Between two heartbeats.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReplacedAfter = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan AttemptInterval = TimeSpan.FromSeconds(1);

    private readonly RedisOptions? _options;
    private readonly InstanceIdentity _self;
    private readonly KeyHasher _hasher;
    private readonly SnapshotHolder _snapshots;
    private readonly RemoteChanges _changes;
    private readonly PollPace _pace;
    private readonly ClusterCounts _counts;
    private readonly TimeProvider _time;
    private readonly ILogger<InvalidationLink> _logger;
    private readonly WakeUp _wakeUp = new();
    private readonly Lock _transition = new();
    private volatile RedisState _state;
    private long _committed;
    private long _lastHeard;

    public InvalidationLink(
        ClusterOptions options, InstanceIdentity self, KeyHasher hasher, SnapshotHolder snapshots, RemoteChanges changes, PollPace pace,
        ClusterCounts counts, TimeProvider time, ILogger<InvalidationLink> logger)
    {
        _options = options.Redis;
        (_self, _hasher, _snapshots, _changes, _pace, _counts, _time, _logger) = (self, hasher, snapshots, changes, pace, counts, time, logger);
        _state = _options is null ? RedisState.Off : RedisState.Connecting;
    }

    /// <summary>How the connection stands.</summary>
    public RedisState State => _state;

    /// <summary>Has the others told of a committed version, soon and in the background.</summary>
    public Task AnnounceAsync(long version)
    {
        if (_options is null) return Task.CompletedTask;
        Volatile.Write(ref _committed, version);
        _wakeUp.Set();
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options is null) return;
        await PoolContext.SwitchAsync();
        // Follows from a secret that lies in the database: the same for all instances on it, another for any other database.
        var channel = $"{_options.Prefix ?? $"signalbox:{_hasher.Hash("invalidations of this database").ToString()[..16]}"}:invalidations";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await RedisChannel.ConnectAsync(_options, $"signalbox-{_self.Id}", channel, Hear, BecomeDown);
                await TalkAsync(connection, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, the gateway serves on, and the poll brings changes.
                BecomeDown(RedisChannel.Reason(failure));
            }
            await Task.Delay(AttemptInterval, _time, stoppingToken);
        }
    }

    /// <summary>Talks until nothing was heard for long; then a new connection may find a server that moved.</summary>
    private async Task TalkAsync(RedisChannel connection, CancellationToken cancellation)
    {
        Volatile.Write(ref _lastHeard, _time.GetTimestamp());
        while (true)
        {
            await PublishAsync(connection);
            await _wakeUp.WaitAsync(HeartbeatInterval, cancellation);
            var silence = _time.GetElapsedTime(Volatile.Read(ref _lastHeard));
            if (silence > SilentAfter) BecomeDown("no answer");
            if (silence > ReplacedAfter) return;
        }
    }

    private async Task PublishAsync(RedisChannel connection)
    {
        var committed = Interlocked.Exchange(ref _committed, 0);
        var message = committed > 0
            ? new InvalidationMessage(InvalidationMessage.Registry, committed, _self.Id, _time.GetUtcNow().ToUnixTimeMilliseconds())
            : new InvalidationMessage(InvalidationMessage.Heartbeat, _snapshots.Current.Version, _self.Id, _time.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            await connection.PublishAsync(message.Write());
            if (committed > 0) _counts.Published.Add();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (committed > 0) _counts.Unpublished.Add();
            BecomeDown(RedisChannel.Reason(failure));
        }
    }

    /// <summary>Takes a message. Whatever it says, the worst it can do is have the version looked at.</summary>
    private void Hear(byte[] bytes)
    {
        var message = InvalidationMessage.Read(bytes);
        if (message is null or not { Kind: InvalidationMessage.Registry or InvalidationMessage.Heartbeat })
        {
            _counts.Unreadable.Add();
        }
        else if (message.Instance == _self.Id)
        {
            Volatile.Write(ref _lastHeard, _time.GetTimestamp());
            BecomeUp();
        }
        else if (message.Version > _snapshots.Current.Version)
        {
            _counts.Received.Add();
            _changes.Notice(ReloadCause.Invalidation);
        }
        else if (message.Kind == InvalidationMessage.Registry)
        {
            _counts.Known.Add();
        }
    }

    private void BecomeUp()
    {
        lock (_transition)
        {
            if (_state == RedisState.Up) return;
            _state = RedisState.Up;
            _pace.ChangesAreAnnounced = true;
            Log.Up(_logger);
        }
        // What was said while nobody listened here is found by comparing versions.
        _changes.Notice(ReloadCause.Reconnect);
    }

    private void BecomeDown(string reason)
    {
        lock (_transition)
        {
            if (_state == RedisState.Down) return;
            _state = RedisState.Down;
            _pace.ChangesAreAnnounced = false;
            Log.Down(_logger, reason, _pace.Interval.TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(900, LogLevel.Information, "Redis is connected: changes reach the other instances at once")]
        public static partial void Up(ILogger logger);

        [LoggerMessage(901, LogLevel.Warning, "Redis is away ({Reason}): calls are served, and changes of other instances are looked for every {Seconds} s")]
        public static partial void Down(ILogger logger, string reason, double seconds);
    }
}
