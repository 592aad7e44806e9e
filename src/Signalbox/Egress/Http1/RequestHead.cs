using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;

namespace Signalbox.Egress.Http1;

/// <summary>Writes the request line and the headers of a request (RFC 9112, sections 3 and 5).</summary>
internal static class RequestHead
{
    /// <summary>The part that is the same for each request to one address: request line and Host.</summary>
    public static byte[] Start(HttpMethod method, Uri address) =>
        Encoding.ASCII.GetBytes($"{method.Method} {address.PathAndQuery} HTTP/1.1\r\nHost: {Host(address)}\r\n");

    /// <summary>Writes the rest, with the empty line.</summary>
    /// <param name="request">The request.</param>
    /// <param name="length">Bytes of its body; null for a request that has none.</param>
    /// <param name="output">Where it goes.</param>
    /// <exception cref="HttpRequestException">A header cannot be sent. Its value is not in the message.</exception>
    public static void WriteRest(HttpRequestMessage request, long? length, IBufferWriter<byte> output)
    {
        Write(request.Headers, output);
        if (request.Content is { } content) Write(content.Headers, output);
        if (length is { } bytes)
        {
            output.Write("Content-Length: "u8);
            var digits = output.GetSpan(20);
            Utf8Formatter.TryFormat(bytes, digits, out var written);
            output.Advance(written);
            output.Write("\r\n"u8);
        }
        output.Write("\r\n"u8);
    }

    private static string Host(Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? host : $"{host}:{address.Port}";
    }

    private static void Write(HttpHeaders headers, IBufferWriter<byte> output)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            if (IsOurs(name)) continue;
            foreach (var value in values)
            {
                var line = output.GetSpan(name.Length + value.Length + 4);
                Write(name, name, line);
                ": "u8.CopyTo(line[name.Length..]);
                Write(name, value, line[(name.Length + 2)..]);
                "\r\n"u8.CopyTo(line[(name.Length + 2 + value.Length)..]);
                output.Advance(name.Length + value.Length + 4);
            }
        }
    }

    /// <summary>What says where the request goes and how long it is, and that is for us to say.</summary>
    private static bool IsOurs(string name) =>
        name.Length switch
        {
            4 => name.Equals("Host", StringComparison.OrdinalIgnoreCase),
            14 => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase),
            17 => name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    private static void Write(string header, string text, Span<byte> target)
    {
        // A line break would end the header and begin another.
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0 || Ascii.FromUtf16(text, target, out _) != OperationStatus.Done)
            throw new HttpRequestException($"The header {header} of the request to the upstream has a character in it that cannot be sent.");
    }
}
