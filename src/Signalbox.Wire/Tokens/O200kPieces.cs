namespace Signalbox.Wire.Tokens;

/// <summary>
/// The pattern of o200k_base (https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py), which begins a new piece where lower case
/// turns to upper. With U for <c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>, L for <c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c> and C for the contractions it is
/// <c>[^\r\n\p{L}\p{N}]?U*L+C?|[^\r\n\p{L}\p{N}]?U+L*C?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal static class O200kPieces
{
    private const CharacterClass Both = CharacterClass.Caseless | CharacterClass.Mark;

    /// <summary>Where the piece that begins at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int start) => End(text, start, mostDigits: 3, withContractions: true);

    /// <summary>The same with another number of digits to a piece, or without C.</summary>
    internal static int End(ReadOnlySpan<byte> text, int start, int mostDigits, bool withContractions)
    {
        var first = CharacterClasses.At(text, start, out var length);
        if ((first & (CharacterClass.NewLine | CharacterClass.Letter | CharacterClass.Number)) == 0)
        {
            // A mark may come before a word or begin one; the first alternative tries both before the second tries either.
            var word = Word(text, start + length, mayBeUpper: first != CharacterClass.Mark, withContractions);
            if (word >= 0)
                return word;
        }

        if ((first & (CharacterClass.Letter | CharacterClass.Mark)) != 0)
            return Word(text, start, mayBeUpper: true, withContractions);
        if (first == CharacterClass.Number)
            return TextPieces.Numbers(text, start, mostDigits);
        var end = TextPieces.Symbols(text, start);
        if (end == start)
            return TextPieces.Spaces(text, start);
        while (end < text.Length && text[end] is (byte)'\r' or (byte)'\n' or (byte)'/')
            end++;
        return end;
    }

    /// <summary><c>U*L+C?</c> or, where that does not match, <c>U+L*C?</c>: where it ends, or -1.</summary>
    private static int Word(ReadOnlySpan<byte> text, int start, bool mayBeUpper, bool withContractions)
    {
        var upper = start;
        var afterBoth = -1;
        while (upper < text.Length && CharacterClasses.At(text, upper, out var length) is var found && (found & (CharacterClass.Upper | Both)) != 0)
        {
            upper += length;
            if ((found & Both) != 0)
                afterBoth = upper;
        }

        var end = upper;
        while (end < text.Length && (CharacterClasses.At(text, end, out var length) & (CharacterClass.Lower | Both)) != 0)
            end += length;
        if (end == upper)
        {
            // Nothing in lower case follows: U* gives back up to the last character that is an L as well.
            if (afterBoth >= 0)
                end = afterBoth;
            else if (upper == start || !mayBeUpper)
                return -1;
        }

        return withContractions ? TextPieces.Contraction(text, end) : end;
    }
}
