using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Hostile;

/// <summary>A connection to the gateway that sends bytes as no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>The head of a chat completion with more headers; the body is up to the caller.</summary>
    public static string ChatHead(string key, string headers) =>
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n";

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task SendAsync(string latin1) => await _socket.SendAsync(Encoding.Latin1.GetBytes(latin1), TestContext.Current.CancellationToken);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Sends piece after piece until the gateway answers or hangs up, and returns its whole answer.</summary>
    /// <param name="piece">What is sent.</param>
    /// <param name="every">The pause before each.</param>
    /// <param name="most">How long it may take.</param>
    /// <exception cref="TimeoutException">The gateway neither answered nor hung up.</exception>
    public async Task<string> TrickleAsync(string piece, TimeSpan every, TimeSpan most)
    {
        var end = DateTime.UtcNow + most;
        while (DateTime.UtcNow < end)
        {
            if (_socket.Poll(every, SelectMode.SelectRead)) return await ReadToEndAsync();
            try
            {
                await SendAsync(piece);
            }
            catch (SocketException)
            {
                return await ReadToEndAsync();
            }
        }
        throw new TimeoutException($"The gateway bore it for {most.TotalSeconds:0} s.");
    }

    /// <summary>Reads until the text appears.</summary>
    public async Task ReadUntilAsync(string text)
    {
        var buffer = new byte[4096];
        var seen = new StringBuilder();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            var read = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            read.ShouldBeGreaterThan(0, seen.ToString());
            seen.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    /// <summary>Reads until the gateway hangs up.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var buffer = new byte[4096];
        var seen = new StringBuilder();
        try
        {
            while (await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
                seen.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // Reset, since not all that was sent had been read; what it answered before counts.
        }
        return seen.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
