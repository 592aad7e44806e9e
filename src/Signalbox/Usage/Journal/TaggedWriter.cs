using System.Text.Unicode;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Writes numbered fields the way Protocol Buffers does (https://protobuf.dev/programming-guides/encoding/): a reader skips fields it
/// does not know, so that entries of another version stay readable. Absent fields take no space, and texts that find no room are cut.
/// </summary>
internal ref struct TaggedWriter(Span<byte> target)
{
    private const int LongestText = 16_383;
    private const int TagAndLengthBytes = 4;

    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>A number; negative ones take ten bytes.</summary>
    public void Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
    }

    /// <summary>A number that may be absent, which is not zero.</summary>
    public void Number(int field, long? value)
    {
        if (value is { } present) Number(field, present);
    }

    /// <summary>A flag; false is absent.</summary>
    public void Flag(int field, bool value)
    {
        if (value) Number(field, 1);
    }

    /// <summary>A text, cut to so many characters, to 16,383 bytes, and to the room there is.</summary>
    public void Text(int field, string? value, int most = int.MaxValue)
    {
        var room = Math.Min(_target.Length - Length - TagAndLengthBytes, LongestText);
        if (value is null || room <= 0) return;
        Varint(((ulong)field << 3) | 2);
        // Names are short, with one byte of length nearly always: encode for that, and move the rare longer one.
        var at = Length;
        Utf8.FromUtf16(value.AsSpan(0, Math.Min(value.Length, most)), _target.Slice(at + 1, room), out _, out var written);
        if (written < 0x80)
        {
            _target[at] = (byte)written;
            Length = at + 1 + written;
            return;
        }
        _target.Slice(at + 1, written).CopyTo(_target[(at + 2)..]);
        _target[at] = (byte)(written | 0x80);
        _target[at + 1] = (byte)(written >> 7);
        Length = at + 2 + written;
    }

    /// <summary>Fields of their own; left out when there is no room for all of them.</summary>
    public void Nested(int field, scoped ReadOnlySpan<byte> fields)
    {
        if (fields.Length > Math.Min(_target.Length - Length - TagAndLengthBytes, LongestText)) return;
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)fields.Length);
        fields.CopyTo(_target[Length..]);
        Length += fields.Length;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _target[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _target[Length++] = (byte)value;
    }
}
