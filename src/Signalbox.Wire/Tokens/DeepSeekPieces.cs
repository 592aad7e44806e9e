using System.Text;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// The patterns of DeepSeek V3 (https://huggingface.co/deepseek-ai/DeepSeek-R1/blob/main/tokenizer.json). First numbers are set apart, by
/// <c>\p{N}{1,3}</c>, then Chinese and Japanese letters, by <c>[一-龥぀-ゟ゠-ヿ]+</c>; neither is seen by the pattern for what lies between, which is
/// <c>[ASCII sign][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>, and what no pattern takes is a
/// piece by itself.
/// </summary>
internal static class DeepSeekPieces
{
    /// <summary>What is set apart before the rest is looked at ends a piece like the end of the text.</summary>
    private const CharacterClass Apart = CharacterClass.Number;

    private const CharacterClass Word = CharacterClass.Letter | CharacterClass.Mark;

    /// <summary>Where the piece that begins at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int start)
    {
        var first = At(text, start, out var length);
        if (first == Apart)
            return CharacterClasses.At(text, start, out _) == CharacterClass.Number ? TextPieces.Numbers(text, start) : EastAsian(text, start);
        if (first == CharacterClass.Sign && char.IsAscii((char)text[start]) && AsciiLetters(text, start + 1) is var name && name > start + 1)
            return name;
        if ((first & Word) != 0)
            return While(text, start, Word);
        if ((first & (CharacterClass.NewLine | CharacterClass.Sign)) == 0 && While(text, start + length, Word) is var word && word > start + length)
            return word;
        var signs = While(text, text[start] == (byte)' ' ? start + 1 : start, CharacterClass.Sign);
        if (signs > start + 1 || (signs > start && first == CharacterClass.Sign))
            return NewLines(text, signs);
        return (first & CharacterClass.Space) != 0 ? Spaces(text, start) : Rest(text, start + length);
    }

    private static CharacterClass At(ReadOnlySpan<byte> text, int position, out int length)
    {
        // All of them have three bytes, and their first one of these.
        if (text[position] is >= 0xE3 and <= 0xE9 && Rune.DecodeFromUtf8(text[position..], out var rune, out length) == System.Buffers.OperationStatus.Done && IsEastAsian(rune))
            return Apart;
        return CharacterClasses.At(text, position, out length);
    }

    private static bool IsEastAsian(Rune rune) => rune.Value is (>= 0x4E00 and <= 0x9FA5) or (>= 0x3040 and <= 0x30FF);

    private static int EastAsian(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && Rune.DecodeFromUtf8(text[start..], out var rune, out var length) == System.Buffers.OperationStatus.Done && IsEastAsian(rune))
            start += length;
        return start;
    }

    private static int AsciiLetters(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && char.IsAsciiLetter((char)text[start]))
            start++;
        return start;
    }

    private static int While(ReadOnlySpan<byte> text, int start, CharacterClass classes)
    {
        while (start < text.Length && (At(text, start, out var length) & classes) != 0)
            start += length;
        return start;
    }

    private static int NewLines(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && text[start] is (byte)'\r' or (byte)'\n')
            start++;
        return start;
    }

    private static int Spaces(ReadOnlySpan<byte> text, int start)
    {
        var end = TextPieces.Spaces(text, start);
        // The last space stays where what follows is set apart, as it would at the end of the text.
        var last = end < text.Length && (CharacterClasses.At(text, end, out var length) & (CharacterClass.Space | CharacterClass.NewLine)) == CharacterClass.Space ? end + length : end;
        return last > end && last < text.Length && At(text, last, out _) == Apart ? last : end;
    }

    /// <summary>What no pattern takes, up to where one does: to a character that it takes alone or as the first before a word.</summary>
    private static int Rest(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && At(text, start, out var length) == CharacterClass.Other
            && (start + length >= text.Length || (At(text, start + length, out _) & Word) == 0))
            start += length;
        return start;
    }
}
