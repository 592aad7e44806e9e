using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>Reads counts of tokens.</summary>
internal static class TokenCounts
{
    /// <summary>Beyond this a count is nonsense; sums of several stay within a long.</summary>
    private const long Most = long.MaxValue / 8;

    /// <summary>Reads the value that comes next. One that is null, negative or no whole number leaves what is known as it is.</summary>
    public static void Read(ReadOnlySpan<byte> json, ref JsonCursor cursor, ref long? count)
    {
        var isNumber = cursor.Peek() == JsonKind.Number;
        if (cursor.Skip(out var token) && isNumber && JsonText.TryReadWhole(token.Of(json), out var value) && value is >= 0 and <= Most)
            count = value;
    }
}
