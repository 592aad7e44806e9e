using System.Buffers;

namespace Signalbox.Pipeline.KeptState;

/// <summary>What may be the id of a response: letters, digits, underscores and dashes, whoever made it.</summary>
internal static class ResponseIds
{
    /// <summary>Longer than any provider makes them.</summary>
    public const int MaxLength = 256;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Whether it may be one. What may not is never looked up, kept or repeated.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters);
}
