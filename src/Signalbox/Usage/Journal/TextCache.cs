using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Texts decoded before. Names and ids recur in nearly every record, so that most decoding ends in a comparison. Of fixed size; what falls
/// on an occupied place takes it over. For one thread.
/// </summary>
internal sealed class TextCache
{
    /// <summary>Longer texts are seldom names.</summary>
    private const int MaxBytes = 64;

    private const int Places = 1024;

    private readonly (byte[] Utf8, string Text)[] _places = new (byte[], string)[Places];

    /// <summary>The text of these bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxBytes) return Encoding.UTF8.GetString(utf8);
        ref var place = ref _places[Hash(utf8) & (Places - 1)];
        if (place.Utf8 is null || !utf8.SequenceEqual(place.Utf8)) place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return place.Text;
    }

    /// <summary>Of the two ends and the length only: ids differ at their end, names at either. A collision costs a decoding, nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        ulong value;
        if (bytes.Length >= sizeof(ulong))
        {
            value = BinaryPrimitives.ReadUInt64LittleEndian(bytes) * 31 ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        }
        else
        {
            value = 0;
            foreach (var next in bytes) value = value << 8 | next;
        }
        // Fibonacci hashing: the product's upper bits depend on all of the value.
        return (uint)((value + (ulong)bytes.Length) * 0x9E3779B97F4A7C15 >> 40);
    }
}
