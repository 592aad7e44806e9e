namespace Signalbox.Storage;

/// <summary>Patterns for <c>LOWER(column) LIKE @pattern ESCAPE '!'</c>, which means the same in both databases.</summary>
internal static class LikePattern
{
    /// <summary>What fits every text that holds this one, in whatever case; each character stands for itself.</summary>
    public static string Containing(string text) =>
        $"%{text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
