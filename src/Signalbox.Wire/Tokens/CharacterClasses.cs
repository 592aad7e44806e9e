using System.Globalization;
using System.Text;

namespace Signalbox.Wire.Tokens;

/// <summary>Finds the class of the character at a place in UTF-8.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Ascii = [.. Enumerable.Range(0, 128).Select(code => Of(new Rune(code)))];

    /// <summary>The class of the character at a place; bytes that are no UTF-8 are <see cref="CharacterClass.Other"/>.</summary>
    public static CharacterClass At(ReadOnlySpan<byte> text, int position, out int length)
    {
        var first = text[position];
        if (first < 128)
        {
            length = 1;
            return Ascii[first];
        }

        _ = Rune.DecodeFromUtf8(text[position..], out var rune, out length);
        return Of(rune);
    }

    private static CharacterClass Of(Rune rune)
    {
        if (rune.Value is '\r' or '\n')
            return CharacterClass.Space | CharacterClass.NewLine;
        if (Rune.IsWhiteSpace(rune))
            return CharacterClass.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Upper,
            UnicodeCategory.LowercaseLetter => CharacterClass.Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Caseless,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => CharacterClass.Other,
            _ => CharacterClass.Sign,
        };
    }
}
