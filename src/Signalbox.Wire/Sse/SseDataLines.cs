namespace Signalbox.Wire.Sse;

/// <summary>The values of the <c>data</c> lines of one frame, in order. For the rare event that has several.</summary>
/// <param name="frame">The frame.</param>
/// <param name="first">The value of its first <c>data</c> line, where the enumeration starts.</param>
internal ref struct SseDataLines(ReadOnlySpan<byte> frame, ByteRange first)
{
    private readonly ReadOnlySpan<byte> _frame = frame;
    private int _position = -1;
    private ByteRange _current;

    public readonly ByteRange Current => _current;

    public readonly SseDataLines GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_position < 0)
        {
            _current = first;
            _position = first.End;
            return true;
        }

        while (_position < _frame.Length)
        {
            var start = _position;
            var rest = _frame[start..];
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? rest : rest[..end];
            // CR LF is passed as two ends with an empty line between, which carries no data.
            _position = start + line.Length + 1;
            if (SseLine.Parse(line, start, out _current) == SseField.Data)
                return true;
        }

        return false;
    }
}
