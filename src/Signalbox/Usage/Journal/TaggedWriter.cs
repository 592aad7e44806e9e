using System.Text;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Writes numbered fields the way Protocol Buffers does (https://protobuf.dev/programming-guides/encoding/): a reader skips fields it
/// does not know, so that entries of another version stay readable. Absent fields take no space.
/// </summary>
internal ref struct TaggedWriter(Span<byte> target)
{
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

    /// <summary>A text of at most 16,383 bytes; a longer one is cut.</summary>
    public void Text(int field, string? value)
    {
        if (value is null) return;
        Varint(((ulong)field << 3) | 2);
        // Names are short: one length byte nearly always, so encode first and move the rare longer one.
        var at = Length;
        var room = Math.Min(_target.Length - at - 2, 16_383);
        Encoding.UTF8.TryGetBytes(value.Length * 3 <= room ? value : value[..(room / 3)], _target[(at + 1)..], out var written);
        if (written < 128)
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
