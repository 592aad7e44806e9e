namespace Signalbox.Wire.Tokens;

/// <summary>
/// What the patterns of several encodings have in common. They are written out by hand, since .NET's expressions see UTF-16 and would take the letters
/// beyond it for none, and since every step here is taken a bounded number of times, whatever the text.
/// </summary>
internal static class TextPieces
{
    private const CharacterClass NotSymbol = CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number;

    /// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c>: where it ends, or where it would begin.</summary>
    public static int Contraction(ReadOnlySpan<byte> text, int start)
    {
        if (start + 1 >= text.Length || text[start] != (byte)'\'')
            return start;
        var first = text[start + 1] | 0x20;
        if (first is 's' or 't' or 'm' or 'd')
            return start + 2;
        if (start + 2 >= text.Length)
            return start;
        var second = text[start + 2];
        // The long s is an s too where case does not count.
        if (text[start + 1] == 0xC5 && second == 0xBF)
            return start + 3;
        return (first, second | 0x20) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? start + 3 : start;
    }

    /// <summary><c>\p{N}{1,3}</c>, or another number than three, at a number.</summary>
    public static int Numbers(ReadOnlySpan<byte> text, int start, int most = 3)
    {
        var end = start;
        for (var count = 0; count < most && end < text.Length; count++)
        {
            if (CharacterClasses.At(text, end, out var length) != CharacterClass.Number)
                break;
            end += length;
        }

        return end;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+</c>: where it ends, or where it would begin.</summary>
    public static int Symbols(ReadOnlySpan<byte> text, int start)
    {
        var first = text[start] == (byte)' ' ? start + 1 : start;
        var end = first;
        while (end < text.Length && (CharacterClasses.At(text, end, out var length) & NotSymbol) == 0)
            end += length;
        return end == first ? start : end;
    }

    /// <summary><c>\s*[\r\n]+|\s+(?!\S)|\s+</c>, at white space.</summary>
    public static int Spaces(ReadOnlySpan<byte> text, int start)
    {
        var end = start;
        var lastStart = start;
        var afterNewLine = -1;
        while (end < text.Length && CharacterClasses.At(text, end, out var length) is var found && (found & CharacterClass.Space) != 0)
        {
            lastStart = end;
            end += length;
            if ((found & CharacterClass.NewLine) != 0)
                afterNewLine = end;
        }

        if (afterNewLine >= 0)
            return afterNewLine;
        // The last space goes with the word that follows.
        return end < text.Length && lastStart > start ? lastStart : end;
    }
}
