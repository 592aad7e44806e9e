using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Signalbox.Bench.Load;

/// <summary>Reads one HTTP/1.1 response after the other from a connection's bytes, however they are split (RFC 9112, sections 6 and 7.1).</summary>
internal sealed class ResponseReader
{
    private enum Part { Head, Body, ChunkHead, ChunkBody, Trailer, Done }

    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private Part _part;
    private long _left;
    private bool _chunked;

    /// <summary>The status code; 0 while the head is not whole.</summary>
    public int Status { get; private set; }

    /// <summary>The head with its empty line, while <see cref="Capture"/> is set.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Bytes of the body so far, without the framing of chunks.</summary>
    public long BodyLength { get; private set; }

    /// <summary>Whether the response is whole.</summary>
    public bool IsDone => _part == Part.Done;

    /// <summary>Where to copy the body; null to count it only.</summary>
    public ArrayBufferWriter<byte>? Capture { get; init; }

    /// <summary>Starts over for the next response.</summary>
    public void Reset()
    {
        _line.ResetWrittenCount();
        _part = Part.Head;
        Status = 0;
        BodyLength = 0;
        Capture?.ResetWrittenCount();
    }

    /// <summary>Takes what arrived.</summary>
    /// <exception cref="InvalidDataException">This is no response, or more than the one that was asked for.</exception>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            switch (_part)
            {
                case Part.Head:
                    if (TryTakeThrough(ref bytes, "\r\n\r\n"u8)) BeginBody();
                    break;
                case Part.ChunkHead:
                    if (TryTakeThrough(ref bytes, "\r\n"u8)) BeginChunk();
                    break;
                case Part.Trailer:
                    if (TryTakeThrough(ref bytes, "\r\n"u8)) EndTrailerLine();
                    break;
                case Part.Body or Part.ChunkBody:
                    TakeBody(ref bytes);
                    break;
                default:
                    throw new InvalidDataException("There are bytes after the response.");
            }
        }
    }

    private void TakeBody(ref ReadOnlySpan<byte> bytes)
    {
        // The two bytes that end a chunk are counted in what is left of it, and are no body.
        var framing = _chunked ? 2 : 0;
        var body = (int)Math.Min(bytes.Length, Math.Max(0, _left - framing));
        Capture?.Write(bytes[..body]);
        BodyLength += body;
        var taken = (int)Math.Min(bytes.Length, _left);
        _left -= taken;
        bytes = bytes[taken..];
        if (_left == 0) _part = _chunked ? Part.ChunkHead : Part.Done;
    }

    /// <summary>Collects up to and with <paramref name="end"/>, which may come in pieces.</summary>
    private bool TryTakeThrough(ref ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> end)
    {
        var before = _line.WrittenCount;
        _line.Write(bytes);
        var from = Math.Max(0, before - end.Length + 1);
        var at = _line.WrittenSpan[from..].IndexOf(end);
        if (at < 0)
        {
            bytes = [];
            return _line.WrittenCount <= 64 * 1024 ? false : throw new InvalidDataException("A line of the response does not end.");
        }
        var length = from + at + end.Length;
        bytes = bytes[(length - before)..];
        var line = _line.WrittenSpan[..length].ToArray();
        _line.ResetWrittenCount();
        _line.Write(line);
        return true;
    }

    private void BeginBody()
    {
        var head = _line.WrittenSpan;
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _)) throw new InvalidDataException("This is no HTTP/1.1 response.");
        Status = status;
        var text = Encoding.ASCII.GetString(head);
        if (Capture is not null) Head = text;
        _chunked = text.Contains("\r\nTransfer-Encoding: chunked\r\n", StringComparison.OrdinalIgnoreCase);
        _left = _chunked ? 0 : ContentLength(text);
        _line.ResetWrittenCount();
        _part = _chunked ? Part.ChunkHead : _left == 0 ? Part.Done : Part.Body;
    }

    private static long ContentLength(string head)
    {
        const string name = "\r\nContent-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) throw new InvalidDataException("The response has neither a length nor chunks.");
        var digits = head.AsSpan(at + name.Length);
        return long.Parse(digits[..digits.IndexOf('\r')], System.Globalization.CultureInfo.InvariantCulture);
    }

    private void BeginChunk()
    {
        if (!Utf8Parser.TryParse(_line.WrittenSpan, out long size, out _, 'x')) throw new InvalidDataException("The size of a chunk is no number.");
        _line.ResetWrittenCount();
        _left = size + 2;
        _part = size == 0 ? Part.Trailer : Part.ChunkBody;
    }

    private void EndTrailerLine()
    {
        if (_line.WrittenCount == 2) _part = Part.Done;
        _line.ResetWrittenCount();
    }
}
