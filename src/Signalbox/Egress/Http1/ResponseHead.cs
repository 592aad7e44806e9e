using System.Text;

namespace Signalbox.Egress.Http1;

/// <summary>
/// The status line and the headers of an answer (RFC 9112, sections 4, 5 and 6): how its body is delimited, whether the connection stays open, and the
/// few headers that the gateway reads. Nothing else of it goes on to anybody.
/// </summary>
internal sealed class ResponseHead
{
    /// <summary>Most bytes of a head, as most servers and clients have it.</summary>
    public const int MaxBytes = 64 * 1024;

    private bool _closes;
    private bool _stays;
    private bool _isOld;

    private ResponseHead()
    {
    }

    /// <summary>The status code, 100 to 999.</summary>
    public int Status { get; private set; }

    /// <summary>Content-Length; null when there is none.</summary>
    public long? Length { get; private set; }

    /// <summary>Whether the body comes in chunks, whatever its length is said to be.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Content-Type as it came.</summary>
    public string? ContentType { get; private set; }

    /// <summary>Retry-After as it came.</summary>
    public string? RetryAfter { get; private set; }

    /// <summary>retry-after-ms as it came, which some vendors send.</summary>
    public string? RetryAfterMs { get; private set; }

    /// <summary>Whether another request may follow on the connection, once the body has been read.</summary>
    public bool StaysOpen => !_closes && (!_isOld || _stays);

    /// <summary>Whether this is not the answer yet (RFC 9110, section 15.2).</summary>
    public bool IsInterim => Status < 200;

    /// <summary>Finds where a head ends: after its empty line.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="searched">How much of it was searched before.</param>
    /// <returns>How long it is; -1 when it is not whole yet.</returns>
    public static int FindEnd(ReadOnlySpan<byte> bytes, int searched)
    {
        var from = Math.Max(0, searched - 3);
        while (bytes[from..].IndexOf((byte)'\n') is >= 0 and var offset)
        {
            var next = from + offset + 1;
            if (next < bytes.Length && bytes[next] == (byte)'\n') return next + 1;
            if (next + 1 < bytes.Length && bytes[next] == (byte)'\r' && bytes[next + 1] == (byte)'\n') return next + 2;
            from = next;
        }
        return -1;
    }

    /// <summary>Reads a whole head.</summary>
    /// <param name="bytes">The head, with its empty line.</param>
    /// <param name="usualType">A content type that is likely, so that it need not be made again; null for none.</param>
    /// <exception cref="HttpRequestException">It is not one of HTTP/1.</exception>
    public static ResponseHead Parse(ReadOnlySpan<byte> bytes, string? usualType = null)
    {
        var head = new ResponseHead();
        head.ReadStatusLine(Line(ref bytes));
        while (true)
        {
            var line = Line(ref bytes);
            if (line.IsEmpty) break;
            var colon = line.IndexOf((byte)':');
            // A space before the colon, or a line that goes on with the one before, is how an answer is made to mean two things (RFC 9112, sections 5.1 and 5.2).
            if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t' || line[colon - 1] is (byte)' ' or (byte)'\t') throw Invalid("a header is malformed");
            head.Read(line[..colon], line[(colon + 1)..].Trim(" \t"u8), usualType);
        }
        if (!head.IsChunked) return head;
        // Both is a sign of an attempt to smuggle something; what follows is not trusted (RFC 9112, section 6.1).
        if (head.Length is not null) head._closes = true;
        head.Length = null;
        return head;
    }

    /// <summary>What is thrown for an answer that is none.</summary>
    public static HttpRequestException Invalid(string why) => new(HttpRequestError.InvalidResponse, $"The answer is not valid HTTP: {why}.");

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = bytes[..end];
        bytes = bytes[(end + 1)..];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.IndexOfAny((byte)'\r', (byte)0) >= 0) throw Invalid("a line has a character in it that may not be there");
        return line;
    }

    private void ReadStatusLine(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("HTTP/1."u8) || line.Length < 12 || line[8] != (byte)' ' || line[7] is not ((byte)'0' or (byte)'1')
            || (line.Length > 12 && line[12] != (byte)' '))
            throw Invalid("its first line is no status line of HTTP/1");
        _isOld = line[7] == (byte)'0';
        Status = (int)Number(line[9..12], "its status is no number");
        if (Status < 100) throw Invalid("its status is below 100");
    }

    private void Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, string? usualType)
    {
        switch (name.Length)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                ReadConnection(value);
                break;
            case 11 when Ascii.EqualsIgnoreCase(name, "retry-after"u8):
                RetryAfter ??= Encoding.Latin1.GetString(value);
                break;
            case 12 when Ascii.EqualsIgnoreCase(name, "content-type"u8):
                ContentType ??= Ascii.Equals(value, usualType) ? usualType : Encoding.Latin1.GetString(value);
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                ReadLength(value);
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "retry-after-ms"u8):
                RetryAfterMs ??= Encoding.Latin1.GetString(value);
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                // Nothing else was asked for.
                if (IsChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8)) throw Invalid("its transfer encoding is not chunked");
                IsChunked = true;
                break;
        }
    }

    private void ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            var option = value[part].Trim(" \t"u8);
            _closes |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _stays |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
    }

    private void ReadLength(ReadOnlySpan<byte> value)
    {
        var length = Number(value, "its length is no number");
        if (Length is { } before && before != length) throw Invalid("it has two lengths");
        Length = length;
    }

    /// <summary>Digits alone, without a sign, and not more than a number has room for.</summary>
    private static long Number(ReadOnlySpan<byte> digits, string otherwise)
    {
        if (digits.Length is 0 or > 18 || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) throw Invalid(otherwise);
        var number = 0L;
        foreach (var digit in digits) number = number * 10 + digit - '0';
        return number;
    }
}
