using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Signalbox.Sockets;

namespace Signalbox.Egress.Http1;

/// <summary>
/// The connections to one origin. Those that wait are taken the last first, so that what is not needed grows old; of the last few rather one on the
/// loop that asks, so that a call wakes no second thread.
/// </summary>
internal sealed class Http1Pool : IDisposable
{
    /// <summary>After this names are resolved and judged again.</summary>
    private const long LongestLifeMs = 5 * 60_000;

    private const long LongestIdleMs = 60_000;

    /// <summary>Among so many that wait one on the own loop is looked for.</summary>
    private const int LookedThrough = 16;

    /// <summary>Addresses whose request line is known.</summary>
    private const int KnownAddresses = 8;

    private static long _opened;

    private readonly Uri _origin;
    private readonly EgressConnector _connector;
    private readonly TimeSpan _connectTimeout;
    private readonly Lock _gate = new();
    private readonly List<Http1Connection> _idle = [];
    private readonly Start?[] _starts = new Start?[KnownAddresses];
    private readonly Timer _timer;
    private uint _nextStart;
    private bool _isWatching;
    private bool _isDisposed;

    /// <param name="origin">An address of the origin.</param>
    /// <param name="connector">Opens its connections.</param>
    /// <param name="connectTimeout">For name, TCP and TLS together.</param>
    public Http1Pool(Uri origin, EgressConnector connector, TimeSpan connectTimeout)
    {
        (_origin, _connector, _connectTimeout) = (origin, connector, connectTimeout);
        using (ExecutionContext.SuppressFlow())
            // Weak, so that a pool that nobody uses any more is collected with its connections.
            _timer = new Timer(static pool =>
            {
                if (((WeakReference<Http1Pool>)pool!).TryGetTarget(out var alive)) alive.CloseOld();
            }, new WeakReference<Http1Pool>(this), Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>How many connections were opened for calls, to all origins, since the start.</summary>
    public static long Opened => Volatile.Read(ref _opened);

    /// <summary>A connection that waits; null when there is none.</summary>
    public Http1Connection? TryTake()
    {
        while (true)
        {
            Http1Connection connection;
            lock (_gate)
            {
                if (_idle.Count == 0) return null;
                var index = Nearest();
                connection = _idle[index];
                _idle.RemoveAt(index);
            }
            if (connection.IsFit && !IsOld(connection, Environment.TickCount64)) return connection;
            connection.Close();
        }
    }

    /// <summary>Takes a connection back.</summary>
    public void Return(Http1Connection connection)
    {
        var now = Environment.TickCount64;
        connection.IdleSince = now;
        lock (_gate)
        {
            if (!_isDisposed && !IsOld(connection, now))
            {
                _idle.Add(connection);
                if (_isWatching) return;
                _isWatching = true;
                _timer.Change(LongestIdleMs / 2, LongestIdleMs / 2);
                return;
            }
        }
        connection.Close();
    }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="HttpRequestException">It cannot be had; the guard's refusal is inside.</exception>
    /// <exception cref="OperationCanceledException">It was not to be had in time (with a <see cref="TimeoutException"/> inside), or is not wanted any more.</exception>
    public async Task<Http1Connection> OpenAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_connectTimeout);
        var isPlain = _origin.Scheme == Uri.UriSchemeHttp;
        Stream? stream = null;
        try
        {
            var transport = stream = await _connector.ConnectAsync(_origin.IdnHost, _origin.Port, isPlain, limit.Token);
            if (!isPlain) stream = await SecureAsync(stream, limit.Token);
            Interlocked.Increment(ref _opened);
            return new Http1Connection(this, stream, transport switch
            {
                LoopStream loop when isPlain => () => loop.IsQuiet,
                // A server may send session tickets at any time (RFC 8446, section 4.6.1).
                LoopStream loop => () => !loop.HasPeerEnded,
                NetworkStream network => () => !network.Socket.Poll(0, SelectMode.SelectRead),
                _ => () => false,
            }, (transport as LoopStream)?.Loop);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            stream?.Dispose();
            var late = $"A connection could not be established within {_connectTimeout.TotalSeconds} seconds.";
            throw new TaskCanceledException(late, new TimeoutException(late));
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            throw failure switch
            {
                SocketException or EgressRefusedException => new HttpRequestException(HttpRequestError.ConnectionError, failure.Message, failure),
                AuthenticationException or IOException => new HttpRequestException(HttpRequestError.SecureConnectionError, failure.Message, failure),
                _ => failure,
            };
        }
    }

    /// <summary>The request line of a request and its Host.</summary>
    public ReadOnlySpan<byte> StartOf(HttpRequestMessage request)
    {
        var address = request.RequestUri!;
        foreach (var known in _starts)
            if (known is not null && ReferenceEquals(known.Address, address) && known.Method == request.Method)
                return known.Bytes;
        if (!address.IdnHost.Equals(_origin.IdnHost, StringComparison.OrdinalIgnoreCase) || address.Port != _origin.Port || address.Scheme != _origin.Scheme)
            throw new InvalidOperationException("The request is for another origin than the handler.");
        var made = new Start(address, request.Method, RequestHead.Start(request.Method, address));
        _starts[Interlocked.Increment(ref _nextStart) % KnownAddresses] = made;
        return made.Bytes;
    }

    /// <summary>Closes what waits, and what comes back from now on.</summary>
    public void Dispose()
    {
        Http1Connection[] idle;
        lock (_gate)
        {
            _isDisposed = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        _timer.Dispose();
        foreach (var connection in idle) connection.Close();
    }

    /// <summary>Which of those that wait to take: the last on the loop that asks, or else the last.</summary>
    private int Nearest()
    {
        var last = _idle.Count - 1;
        if (SocketLoop.Current is not { } loop) return last;
        for (var i = last; i >= 0 && i > last - LookedThrough; i--)
            if (_idle[i].Loop == loop) return i;
        return last;
    }

    private static bool IsOld(Http1Connection connection, long now) => now - connection.OpenedAt > LongestLifeMs || now - connection.IdleSince > LongestIdleMs;

    private static async Task<Stream> SecureAsync(SslStream secured, string host, CancellationToken cancellation)
    {
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
        return secured;
    }

    private Task<Stream> SecureAsync(Stream stream, CancellationToken cancellation) => SecureAsync(new SslStream(stream), _origin.IdnHost, cancellation);

    private void CloseOld()
    {
        var now = Environment.TickCount64;
        List<Http1Connection> old = [];
        lock (_gate)
        {
            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                if (!IsOld(_idle[i], now) && _idle[i].IsFit) continue;
                old.Add(_idle[i]);
                _idle.RemoveAt(i);
            }
            if (_idle.Count == 0 && !_isDisposed)
            {
                _isWatching = false;
                _timer.Change(Timeout.Infinite, Timeout.Infinite);
            }
        }
        foreach (var connection in old) connection.Close();
    }

    private sealed record Start(Uri Address, HttpMethod Method, byte[] Bytes);
}
