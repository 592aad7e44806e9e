using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Testing.Net;

/// <summary>
/// A TCP server on a free port of 127.0.0.1 for what no HTTP server would do: garbage, silence, resets.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts listening.</summary>
    /// <param name="serve">Serves one connection, which is closed when it returns.</param>
    public RawServer(Func<Socket, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>A server that accepts and then says nothing until it is disposed.</summary>
    public static RawServer Silent() => new((_, token) => Task.Delay(Timeout.Infinite, token));

    /// <summary>A server that reads a request head and answers with these bytes, then closes.</summary>
    public static RawServer Answering(string bytes) => new(async (socket, token) =>
    {
        await ReadHeadAsync(socket, token);
        await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), token);
        socket.Shutdown(SocketShutdown.Send);
    });

    /// <summary>A server that sends these bytes to whoever connects, without waiting to be spoken to.</summary>
    public static RawServer Greeting(string bytes) => new(async (socket, token) =>
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), token);
        await Task.Delay(Timeout.Infinite, token);
    });

    /// <summary>A server that reads a request head and then resets the connection.</summary>
    public static RawServer Resetting() => new(async (socket, token) =>
    {
        await ReadHeadAsync(socket, token);
        socket.LingerState = new LingerOption(true, 0);
    });

    /// <summary>Reads until the blank line that ends a request's headers.</summary>
    public static async Task<string> ReadHeadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
                break;
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return head.ToString();
    }

    /// <summary>Closes the listener and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(ServeAsync(socket, serve));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, CancellationToken, Task> serve)
    {
        using (socket)
        {
            try
            {
                await serve(socket, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The peer left or the server stops; either way this connection is over.
            }
        }
    }
}
