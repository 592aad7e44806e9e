namespace Signalbox.Wire.Tokens;

/// <summary>
/// The pattern of cl100k_base (https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py):
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal static class Cl100kPieces
{
    /// <summary>Where the piece that begins at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int start) => End(text, start, mostDigits: 3);

    /// <summary>The same with another number of digits to a piece.</summary>
    internal static int End(ReadOnlySpan<byte> text, int start, int mostDigits)
    {
        if (TextPieces.Contraction(text, start) is var contraction && contraction > start)
            return contraction;
        var first = CharacterClasses.At(text, start, out var length);
        if ((first & CharacterClass.Letter) != 0)
            return Letters(text, start);
        if ((first & (CharacterClass.NewLine | CharacterClass.Number)) == 0 && Letters(text, start + length) is var word && word > start + length)
            return word;
        if (first == CharacterClass.Number)
            return TextPieces.Numbers(text, start, mostDigits);
        var end = TextPieces.Symbols(text, start);
        if (end == start)
            return TextPieces.Spaces(text, start);
        while (end < text.Length && text[end] is (byte)'\r' or (byte)'\n')
            end++;
        return end;
    }

    private static int Letters(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && (CharacterClasses.At(text, start, out var length) & CharacterClass.Letter) != 0)
            start += length;
        return start;
    }
}
