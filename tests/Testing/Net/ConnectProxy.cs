using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Testing.Net;

/// <summary>
/// A proxy for <c>HTTPS_PROXY</c> that takes every tunnel to one port of 127.0.0.1, whatever host is asked for: a client that reaches its service
/// by a fixed name then reaches a stand-in.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _accepting;
    private readonly int _port;

    private ConnectProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>What tunnels were asked for, as <c>host:port</c>.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Starts one.</summary>
    /// <param name="port">Where every tunnel ends.</param>
    public static ConnectProxy Start(int port) => new(port);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true) tunnels.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        try
        {
            using var from = client;
            var near = from.GetStream();
            var head = await ReadHeadAsync(near);
            _asked.Enqueue(head.Split(' ')[1]);
            using var to = new TcpClient();
            await to.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
            await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _end.Token);
            var far = to.GetStream();
            await Task.WhenAny(near.CopyToAsync(far, _end.Token), far.CopyToAsync(near, _end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side left.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(next, _end.Token) == 0) throw new IOException("The client left before its request was complete.");
            head.Append((char)next[0]);
        }
        return head.ToString();
    }
}
