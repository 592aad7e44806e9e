using System.Globalization;
using Signalbox.Core.Limits;

namespace Signalbox.Pipeline.Limiting;

/// <summary>
/// Tells the caller of its limits as OpenAI's API does (https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers): of all that
/// apply the one with the least left, as it stood when the call was let in. Resets are whole seconds (R19).
/// </summary>
internal static class LimitHeaders
{
    private static readonly string[] Small = [.. Enumerable.Range(0, 1000).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Puts the headers.</summary>
    public static void Write(in LimitGlance glance, IHeaderDictionary headers)
    {
        if (glance.Requests is { } requests)
        {
            headers["x-ratelimit-limit-requests"] = Text(requests.Amount);
            headers["x-ratelimit-remaining-requests"] = Text(requests.Remaining);
            headers["x-ratelimit-reset-requests"] = Text((requests.ResetMs + 999) / 1000);
        }
        if (glance.Tokens is not { } tokens) return;
        headers["x-ratelimit-limit-tokens"] = Text(tokens.Amount);
        headers["x-ratelimit-remaining-tokens"] = Text(tokens.Remaining);
        headers["x-ratelimit-reset-tokens"] = Text((tokens.ResetMs + 999) / 1000);
    }

    private static string Text(long number) => number >= 0 && number < Small.Length ? Small[number] : number.ToString(CultureInfo.InvariantCulture);
}
