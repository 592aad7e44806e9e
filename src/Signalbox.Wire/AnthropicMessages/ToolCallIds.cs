using System.Globalization;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Gives the tool calls of one request ids that Anthropic takes: <c>^[a-zA-Z0-9_-]{1,64}$</c>. Call and result get the same, two calls never do, and
/// the same conversation gets the same ids each time, so that prompt caches hold.
/// </summary>
internal sealed class ToolCallIds
{
    private const int MostCharacters = 64;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The id to send for the caller's id.</summary>
    public string this[string id]
    {
        get
        {
            if (!_ids.TryGetValue(id, out var given))
                _ids[id] = given = Free(IsFit(id) ? id : Fit(id));
            return given;
        }
    }

    /// <summary>An id for a call to which the provider gave none: by the answer's id and the block's place.</summary>
    public static string Made(string answerId, int index) => Fit($"toolu_{index.ToString(CultureInfo.InvariantCulture)}_{answerId}");

    private string Free(string wanted)
    {
        var id = wanted;
        for (var i = 2; !_taken.Add(id); i++)
        {
            var suffix = "_" + i.ToString(CultureInfo.InvariantCulture);
            id = wanted[..Math.Min(wanted.Length, MostCharacters - suffix.Length)] + suffix;
        }

        return id;
    }

    private static bool IsFit(string id) => id.Length is > 0 and <= MostCharacters && id.All(IsFit);

    private static bool IsFit(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static string Fit(string id) => id.Length == 0 ? "call" : string.Concat(id.Take(MostCharacters).Select(c => IsFit(c) ? c : '_'));
}
