namespace Signalbox.Wire.Tokens;

/// <summary>What the patterns that cut text into pieces tell apart; none of them is any other character.</summary>
[Flags]
internal enum CharacterClass : byte
{
    Other = 0,

    /// <summary><c>\p{Lu}</c> and <c>\p{Lt}</c>.</summary>
    Upper = 1,

    /// <summary><c>\p{Ll}</c>.</summary>
    Lower = 2,

    /// <summary><c>\p{Lm}</c> and <c>\p{Lo}</c>: letters of scripts without cases.</summary>
    Caseless = 4,

    /// <summary><c>\p{M}</c>.</summary>
    Mark = 8,

    /// <summary><c>\p{N}</c>.</summary>
    Number = 16,

    /// <summary><c>\s</c>.</summary>
    Space = 32,

    /// <summary><c>\r</c> and <c>\n</c>, which are <see cref="Space"/> too.</summary>
    NewLine = 64,

    /// <summary><c>\p{P}</c> and <c>\p{S}</c>.</summary>
    Sign = 128,

    /// <summary><c>\p{L}</c>.</summary>
    Letter = Upper | Lower | Caseless,
}
