using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Signalbox.Bench.Load;

namespace Signalbox.Bench.Compare;

/// <summary>One call on a connection of its own, with all that came back.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The media type with its parameters; empty for none.</param>
/// <param name="Body">The body without the framing of chunks.</param>
internal sealed record Exchange(int Status, string ContentType, byte[] Body)
{
    /// <summary>Calls and waits for the whole answer, up to ten seconds for each read.</summary>
    public static Exchange Run(IPEndPoint address, ReadOnlySpan<byte> request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
        socket.Connect(address);
        socket.Send(request);
        var body = new ArrayBufferWriter<byte>();
        var response = new ResponseReader { Capture = body };
        Span<byte> buffer = stackalloc byte[4096];
        while (!response.IsDone)
        {
            var read = socket.Receive(buffer);
            if (read == 0) throw new IOException("The connection was closed in the middle of a response.");
            response.Take(buffer[..read]);
        }
        return new Exchange(response.Status, Header(response.Head, "Content-Type"), body.WrittenSpan.ToArray());
    }

    /// <summary>How many bytes of a stream's body come before the first token.</summary>
    public long ContentAt => Math.Max(0, Body.AsSpan().IndexOf("\"content\":\" token"u8));

    private static string Header(string head, string name)
    {
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 1)..].Trim();
    }
}
