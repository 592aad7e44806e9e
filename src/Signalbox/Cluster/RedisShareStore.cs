using Signalbox.Limits;
using Signalbox.Secrets;
using Signalbox.Storage;
using StackExchange.Redis;

namespace Signalbox.Cluster;

/// <summary>Shared limits in Redis: each a value that is replaced if it is still what was read. The instances are those in the database.</summary>
internal sealed class RedisShareStore(ClusterOptions options, InstanceIdentity self, KeyHasher hasher, InstanceStore instances, Database database, TimeProvider time) : IShareStore, IAsyncDisposable
{
    /// <summary>A call may wait for an answer: no longer than this (R80).</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReplacedAfter = TimeSpan.FromSeconds(12);

    private const string ReadScript = "local t = redis.call('TIME') return { redis.call('GET', KEYS[1]), t[1], t[2] }";

    private const string ReplaceScript =
        """
        local current = redis.call('GET', KEYS[1]) or ''
        if current ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 1
        """;

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly string _prefix = $"{options.Redis?.Prefix ?? $"signalbox:{hasher.Hash("limits of this database").ToString()[..16]}"}:limits:";
    private ConnectionMultiplexer? _connection;
    private long _lastAnswer;

    public string Instance => self.Id;

    public bool IsConfigured => options.Redis is not null;

    public bool MayHavePeers => database.Kind == DatabaseKind.Postgres;

    public async Task<int> CountInstancesAsync(CancellationToken cancellation)
    {
        var silent = (time.GetUtcNow() - InstanceReporter.SilentAfter).ToUnixTimeMilliseconds();
        return (await instances.ListAsync(cancellation)).Count(row => row.Id == self.Id || row.LastSeenAt >= silent) is > 0 and var count ? count : 1;
    }

    public async Task<(byte[]? Value, long Now)> ReadAsync(string key, CancellationToken cancellation)
    {
        var answer = (RedisResult[])(await EvaluateAsync(ReadScript, key, [], cancellation))!;
        return ((byte[]?)answer[0], (long)answer[1] * 1000 + (long)answer[2] / 1000);
    }

    public async Task<bool> TryReplaceAsync(string key, byte[]? read, byte[] next, TimeSpan keep, CancellationToken cancellation) =>
        (long)await EvaluateAsync(ReplaceScript, key, [read ?? [], next, (long)keep.TotalMilliseconds], cancellation) == 1;

    public async ValueTask DisposeAsync()
    {
        _connecting.Dispose();
        if (Interlocked.Exchange(ref _connection, null) is { } connection) await CloseAsync(connection);
    }

    private async Task<RedisResult> EvaluateAsync(string script, string key, RedisValue[] arguments, CancellationToken cancellation)
    {
        try
        {
            var connection = Volatile.Read(ref _connection) ?? await ConnectAsync(cancellation);
            var answer = await connection.GetDatabase().ScriptEvaluateAsync(script, [_prefix + key], arguments).WaitAsync(AnswerTimeout, time, cancellation);
            Volatile.Write(ref _lastAnswer, time.GetTimestamp());
            return answer;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // A server that moved is found by a new connection only.
            if (time.GetElapsedTime(Volatile.Read(ref _lastAnswer)) > ReplacedAfter && Interlocked.Exchange(ref _connection, null) is { } stale) _ = CloseAsync(stale);
            throw new ShareStoreException(RedisChannel.Reason(failure));
        }
    }

    /// <summary>Connects, once. A connection that is lost comes back by itself.</summary>
    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellation)
    {
        await _connecting.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _connection) is { } made) return made;
            var configuration = options.Redis!.Configuration.Clone();
            configuration.ClientName = $"signalbox-limits-{self.Id}";
            var connecting = ConnectionMultiplexer.ConnectAsync(configuration);
            try
            {
                var connection = await connecting.WaitAsync(ConnectTimeout, time, cancellation);
                Volatile.Write(ref _lastAnswer, time.GetTimestamp());
                Volatile.Write(ref _connection, connection);
                return connection;
            }
            catch (TimeoutException)
            {
                _ = connecting.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
                throw;
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private static async Task CloseAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.CloseAsync(allowCommandsToComplete: false).WaitAsync(ConnectTimeout);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It is gone either way.
        }
    }
}
