using System.Globalization;

namespace Signalbox.Wire.Gemini;

/// <summary>Ids for the calls of one answer: Google's where it gives one, else made, never the same twice (R54). All callers' dialects take them.</summary>
/// <param name="answerId">What sets the ids of one answer apart from those of another.</param>
internal sealed class GeminiCallIds(string answerId)
{
    private const int MostCharacters = 64;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>The id for the next call.</summary>
    public string Next(string? given)
    {
        if (IsFit(given) && _taken.Add(given!))
            return given!;
        while (true)
        {
            var made = string.Concat($"call_{(_made++).ToString(CultureInfo.InvariantCulture)}_{answerId}".Take(MostCharacters).Select(c => IsFit(c) ? c : '_'));
            if (_taken.Add(made))
                return made;
        }
    }

    private static bool IsFit(string? id) => id is { Length: > 0 and <= MostCharacters } && id.All(IsFit);

    private static bool IsFit(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
