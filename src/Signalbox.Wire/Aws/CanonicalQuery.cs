namespace Signalbox.Wire.Aws;

/// <summary>The query of a canonical request: encoded once, whatever it was, and sorted by name and then by value, byte by byte.</summary>
internal static class CanonicalQuery
{
    /// <summary>Makes it of the query as sent, without its question mark.</summary>
    public static string Of(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToList();
        pairs.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is var order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static (string Name, string Value) Pair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (Recode(pair), "") : (Recode(pair[..equals]), Recode(pair[(equals + 1)..]));
    }

    private static string Recode(string text) => PercentEncoding.Encode(Uri.UnescapeDataString(text));
}
