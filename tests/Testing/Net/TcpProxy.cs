using System.Net;
using System.Net.Sockets;

namespace Testing.Net;

/// <summary>
/// Passes connections on to another port of 127.0.0.1, until told to cut the line: then open connections break and new ones are
/// closed at once, as when a network falls apart.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private volatile int _target;
    private volatile bool _isCut;

    /// <summary>Starts listening.</summary>
    /// <param name="target">The port to pass connections on to.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks every connection, and each new one.</summary>
    public void Cut()
    {
        _isCut = true;
        lock (_gate)
        {
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
        }
    }

    /// <summary>Lets new connections through again, to another port when given.</summary>
    public void Mend(int? target = null)
    {
        _target = target ?? _target;
        _isCut = false;
    }

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(PassOnAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task PassOnAsync(Socket caller)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (caller)
        {
            try
            {
                caller.NoDelay = true;
                lock (_gate)
                {
                    if (_isCut) return;
                    _open.Add(caller);
                    _open.Add(server);
                }
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(CopyAsync(caller, server), CopyAsync(server, caller));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Cut, or the server is not there: the caller's connection breaks.
            }
            finally
            {
                lock (_gate)
                {
                    _open.Remove(caller);
                    _open.Remove(server);
                }
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read) await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line ended.
        }
    }
}
