namespace Signalbox.Wire.Tokens;

/// <summary>
/// The pattern of Mistral's Tekken (https://github.com/mistralai/mistral-common): that of o200k_base without its contractions, and each digit is a piece.
/// </summary>
internal static class TekkenPieces
{
    /// <summary>Where the piece that begins at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int start) => O200kPieces.End(text, start, mostDigits: 1, withContractions: false);
}
