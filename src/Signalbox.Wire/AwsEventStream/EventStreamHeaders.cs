using System.Buffers.Binary;

namespace Signalbox.Wire.AwsEventStream;

/// <summary>Walks the headers of a frame: a name, the kind of its value, and the value.</summary>
/// <param name="frame">The frame, at least up to the end of its headers.</param>
/// <param name="headers">Where the headers are.</param>
internal ref struct EventStreamHeaders(ReadOnlySpan<byte> frame, ByteRange headers)
{
    private readonly ReadOnlySpan<byte> _frame = frame;
    private readonly int _end = headers.End;
    private int _at = headers.Start;

    /// <summary>Whether a header is cut off, or has a value of a kind that does not exist.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The name of the header read last.</summary>
    public ByteRange Name { get; private set; }

    /// <summary>The value of the header read last when it is a string; else not present.</summary>
    public ByteRange Text { get; private set; }

    /// <summary>Moves to the next header. False after the last and when the headers are malformed.</summary>
    public bool Next()
    {
        if (_at == _end)
            return false;
        if (!TryTake(1, out var length) || !TryTake(_frame[length.Start], out var name)
            || !TryTake(1, out var kind) || !TryTakeValue(_frame[kind.Start], out var text))
        {
            IsMalformed = true;
            return false;
        }

        Name = name;
        Text = text;
        return true;
    }

    private bool TryTakeValue(byte kind, out ByteRange text)
    {
        text = default;
        switch (kind)
        {
            case 0 or 1:
                return true;
            case 2:
                return TryTake(1, out _);
            case 3:
                return TryTake(2, out _);
            case 4:
                return TryTake(4, out _);
            case 5 or 8:
                return TryTake(8, out _);
            case 9:
                return TryTake(16, out _);
            case 6:
                return TryTakeCounted(out _);
            case 7:
                return TryTakeCounted(out text);
            default:
                return false;
        }
    }

    private bool TryTakeCounted(out ByteRange value)
    {
        value = default;
        return TryTake(2, out var length) && TryTake(BinaryPrimitives.ReadUInt16BigEndian(length.Of(_frame)), out value);
    }

    private bool TryTake(int length, out ByteRange taken)
    {
        taken = new ByteRange(_at, length);
        if (_end - _at < length)
            return false;
        _at += length;
        return true;
    }
}
