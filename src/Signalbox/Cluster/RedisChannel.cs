using StackExchange.Redis;

namespace Signalbox.Cluster;

/// <summary>
/// One connection to Redis with one channel: the only place that knows the client library. Its calls have no time limit of their own, so
/// each stands under one here.
/// </summary>
internal sealed class RedisChannel : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);
    private readonly ConnectionMultiplexer _connection;
    private readonly string _name;

    private RedisChannel(ConnectionMultiplexer connection, string name) => (_connection, _name) = (connection, name);

    /// <summary>Connects and subscribes. A connection that is lost later comes back by itself, with its subscription.</summary>
    /// <param name="options">How to reach Redis.</param>
    /// <param name="clientName">What Redis shows for the connection.</param>
    /// <param name="name">The channel's name.</param>
    /// <param name="onMessage">Takes each message, one after the other; must not block.</param>
    /// <param name="onLost">Told, with the reason, when the connection breaks.</param>
    /// <exception cref="RedisConnectionException">Redis cannot be reached or refuses the password.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task<RedisChannel> ConnectAsync(
        RedisOptions options, string clientName, string name, Action<byte[]> onMessage, Action<string> onLost)
    {
        var configuration = options.Configuration.Clone();
        configuration.ClientName = clientName;
        var connecting = ConnectionMultiplexer.ConnectAsync(configuration);
        ConnectionMultiplexer connection;
        try
        {
            connection = await connecting.WaitAsync(ConnectTimeout + TimeSpan.FromMilliseconds(configuration.ConnectTimeout));
        }
        catch (TimeoutException)
        {
            _ = connecting.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
        var channel = new RedisChannel(connection, name);
        try
        {
            connection.PreserveAsyncOrder = true;
            connection.ConnectionFailed += (_, failure) => onLost(failure.FailureType.ToString());
            await connection.GetSubscriber().SubscribeAsync(name, (_, message) => onMessage((byte[]?)message ?? [])).WaitAsync(CallTimeout);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a message to everyone who listens, us included.</summary>
    /// <exception cref="RedisConnectionException">There is no connection.</exception>
    /// <exception cref="TimeoutException">Redis did not take it in time.</exception>
    public Task PublishAsync(byte[] message) => _connection.GetSubscriber().PublishAsync(_name, message).WaitAsync(CallTimeout);

    /// <summary>A failure in few words; the client's own text names addresses and much else.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        RedisConnectionException connection => connection.FailureType.ToString(),
        TimeoutException => "no answer",
        _ => failure.GetType().Name,
    };

    /// <summary>Leaves, without waiting for a server that does not answer.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync(allowCommandsToComplete: false).WaitAsync(CallTimeout);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It is gone either way.
        }
    }
}
