using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>
/// An upstream that takes its time over each answer, for candidates that answer what callers ask too. Part of the generator's process: with at most 64 calls
/// at once it has a few hundred of them per second.
/// </summary>
internal sealed class SlowUpstream : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    private static readonly byte[] Answer = Respond(
        """{"id":"chatcmpl-slow","object":"chat.completion","created":1,"model":"bench-4","choices":[{"index":0,"message":{"role":"assistant","content":"A late answer."},"finish_reason":"stop"}],"usage":{"prompt_tokens":60,"completion_tokens":4,"total_tokens":64}}""");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public SlowUpstream()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The comparison is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[16 * 1024];
        var length = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(length), _end.Token) is > 0 and var read)
            {
                length += read;
                if (!IsWhole(buffer.AsSpan(0, length))) continue;
                length = 0;
                await Task.Delay(Delay, _end.Token);
                await socket.SendAsync(Answer, _end.Token);
            }
        }
        catch (Exception left) when (left is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The gateway closed the connection, or the comparison is over.
        }
    }

    /// <summary>Whether a request and its body are there. A gateway sends one at a time.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var name = "Content-Length: "u8;
        var at = request[..head].IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(request[(at + name.Length)..head], out int body, out int _) && request.Length >= head + 4 + body;
    }

    private static byte[] Respond(string body) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
