namespace Signalbox.Egress.Http1;

/// <summary>Where a body in chunks (RFC 9112, section 7.1) stands. Is told bytes and says which of them are the body's.</summary>
internal struct ChunkFramer
{
    /// <summary>Longest line between chunks, with its extensions, and most bytes of trailers.</summary>
    public const int MaxLineBytes = 4096;

    private State _state;
    private long _left;
    private int _lineBytes;

    private enum State : byte
    {
        Size,
        Data,
        AfterData,
        Trailers,
        Ended,
    }

    /// <summary>Whether the last chunk and what follows it have been read.</summary>
    public readonly bool HasEnded => _state == State.Ended;

    /// <summary>Takes what is no data, up to the next byte that is.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="taken">How much of it was taken.</param>
    /// <returns>How many bytes of data follow, at most as many as there are; 0 when more is to come first, or nothing any more.</returns>
    /// <exception cref="HttpRequestException">These are no chunks.</exception>
    public int Next(ReadOnlySpan<byte> bytes, out int taken)
    {
        taken = 0;
        while (_state != State.Ended)
        {
            if (_state == State.Data) return (int)Math.Min(_left, bytes.Length - taken);
            var rest = bytes[taken..];
            var end = rest.IndexOf((byte)'\n');
            if (_lineBytes + (end < 0 ? rest.Length : end) > MaxLineBytes) throw ResponseHead.Invalid("what stands between its chunks is too long");
            if (end < 0) return 0;
            var line = rest[..end];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            taken += end + 1;
            Take(line);
        }
        return 0;
    }

    /// <summary>Data was taken.</summary>
    /// <param name="count">At most as many as <see cref="Next"/> said.</param>
    public void Took(int count)
    {
        _left -= count;
        if (_left == 0) _state = State.AfterData;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.Size:
                _left = Size(line);
                _state = _left == 0 ? State.Trailers : State.Data;
                _lineBytes = 0;
                break;
            case State.AfterData:
                if (!line.IsEmpty) throw ResponseHead.Invalid("a chunk does not end where it should");
                _state = State.Size;
                break;
            default:
                // Trailers say nothing that anybody here would want to know.
                _lineBytes += line.Length + 2;
                if (line.IsEmpty) _state = State.Ended;
                break;
        }
    }

    private static long Size(ReadOnlySpan<byte> line)
    {
        var size = 0L;
        var digits = 0;
        while (digits < line.Length && char.IsAsciiHexDigit((char)line[digits]))
        {
            if (digits == 15) throw ResponseHead.Invalid("a chunk is too large");
            size = size * 16 + (line[digits] & 0xF) + (line[digits] > '9' ? 9 : 0);
            digits++;
        }
        var after = line[digits..].Trim(" \t"u8);
        if (digits == 0 || (!after.IsEmpty && after[0] != (byte)';')) throw ResponseHead.Invalid("the size of a chunk is no number");
        return size;
    }
}
