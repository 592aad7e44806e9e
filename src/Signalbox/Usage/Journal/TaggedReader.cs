using System.Text;

namespace Signalbox.Usage.Journal;

/// <summary>Reads what <see cref="TaggedWriter"/> wrote. Malformed input ends in <see cref="InvalidDataException"/>, never elsewhere.</summary>
internal ref struct TaggedReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;

    /// <summary>The number of the field read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, for a number; 0 for others.</summary>
    public long Number { get; private set; }

    /// <summary>Its value, for a text or nested fields; empty for others.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its value as a text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Its value as a text that recurs.</summary>
    public readonly string Name(TextCache? cache) => cache is null ? Text : cache.Get(Bytes);

    /// <summary>Reads the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position >= _source.Length) return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        Number = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0: Number = (long)Varint(); return true;
            case 1: Take(8); return true;
            case 2: Bytes = Take(Varint()); return true;
            case 5: Take(4); return true;
            default: throw new InvalidDataException("A journal entry has a field of an unknown form.");
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_source.Length - _position)) throw new InvalidDataException("A journal entry is cut off.");
        var taken = _source.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _source.Length) throw new InvalidDataException("A journal entry is cut off.");
            var next = _source[_position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A journal entry has a number that is too long.");
    }
}
