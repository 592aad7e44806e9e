using System.Buffers.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>Reads what a provider says a call cost.</summary>
internal static class ReportedCost
{
    /// <summary>More than this, in USD, no call costs.</summary>
    private const decimal Most = 1_000_000_000m;

    private const int LongestNumber = 40;

    /// <summary>Reads the value that comes next, USD, as micro-USD, half away from zero; null when it is no number, negative or beyond all measure.</summary>
    public static long? Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var isNumber = cursor.Peek() == JsonKind.Number;
        if (!cursor.Skip(out var token) || !isNumber) return null;
        var text = token.Of(json);
        if (text.Length > LongestNumber) return null;
        // Small costs come with an exponent: 1.5e-06.
        if (!(Utf8Parser.TryParse(text, out decimal usd, out var read) && read == text.Length)
            && !(Utf8Parser.TryParse(text, out usd, out read, 'e') && read == text.Length)) return null;
        return usd is >= 0 and <= Most ? (long)decimal.Round(usd * 1_000_000m, MidpointRounding.AwayFromZero) : null;
    }
}
