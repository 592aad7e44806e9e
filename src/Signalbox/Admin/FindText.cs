namespace Signalbox.Admin;

/// <summary>What a list's <c>find</c> parameter may say.</summary>
internal static class FindText
{
    /// <summary>What it is, for the reference of the API.</summary>
    public const string Meaning = "A part of the name, the id, a key's prefix or a user's e-mail address, in whatever case; at most 100 characters.";

    private const int Most = 100;

    /// <summary>Reads it: the text to look for, or null when nothing is looked for.</summary>
    /// <exception cref="ProblemException">400 when it is too long.</exception>
    public static string? Parse(string? find)
    {
        if (find?.Trim() is not { Length: > 0 } text) return null;
        return text.Length <= Most ? text : throw ProblemException.Invalid("find", $"may have at most {Most} characters.");
    }
}
