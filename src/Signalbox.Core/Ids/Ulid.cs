using System.Buffers;
using System.Buffers.Binary;

namespace Signalbox.Core.Ids;

/// <summary>
/// A 128-bit identifier that sorts by time: 48 bits of Unix milliseconds, then 80 random bits, written as
/// 26 characters of Crockford's base 32 (https://github.com/ulid/spec).
/// </summary>
public static class Ulid
{
    /// <summary>Length of the text form, in characters.</summary>
    public const int TextLength = 26;

    /// <summary>Number of random bytes one identifier takes.</summary>
    public const int RandomBytes = 10;

    private static readonly SearchValues<char> AlphabetValues = SearchValues.Create(Alphabet);

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Makes an identifier from a time and ten random bytes.</summary>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01 UTC; negative values count as zero.</param>
    /// <param name="random">At least <see cref="RandomBytes"/> bytes of randomness.</param>
    public static string Create(long unixMilliseconds, ReadOnlySpan<byte> random)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(0, unixMilliseconds) << 16);
        random[..RandomBytes].CopyTo(bytes[6..]);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(TextLength, value, static (text, value) =>
        {
            for (var i = TextLength - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)((ulong)value & 31)];
                value >>= 5;
            }
        });
    }

    /// <summary>The time an identifier begins with, Unix milliseconds.</summary>
    /// <param name="text">A valid identifier.</param>
    public static long TimeOf(string text)
    {
        var time = 0L;
        // Ten characters of five bits, the first of which can hold only three.
        foreach (var character in text.AsSpan(0, 10)) time = time << 5 | (long)Alphabet.IndexOf(character, StringComparison.Ordinal);
        return time;
    }

    /// <summary>Whether the text has the form of an identifier (upper case, 26 characters).</summary>
    public static bool IsValid(string? text) =>
        text is { Length: TextLength } && text[0] <= '7' && !text.AsSpan().ContainsAnyExcept(AlphabetValues);
}
