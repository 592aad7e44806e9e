using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Identity;

/// <summary>Sends a request byte for byte, as no HTTP client would.</summary>
internal static class RawRequest
{
    /// <summary>The status of the answer, and the answer as text.</summary>
    /// <param name="port">The gateway's port on 127.0.0.1.</param>
    /// <param name="target">The request target as it stands on the request line.</param>
    /// <param name="headers">Header lines without line ends, written as Latin-1.</param>
    /// <param name="host">The value of <c>Host</c>.</param>
    public static async Task<(int Status, string Text)> SendAsync(int port, string target, string headers = "", string host = "127.0.0.1")
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port, timeout.Token);
        await using var stream = socket.GetStream();
        var head = $"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), timeout.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, timeout.Token);
        }
        catch (IOException)
        {
            // The server closed before it had read all that was sent; what it answered before that counts.
        }
        var text = Encoding.Latin1.GetString(answer.ToArray());
        return (text.Length > 12 ? int.Parse(text[9..12], System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }
}
