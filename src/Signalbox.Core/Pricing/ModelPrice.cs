namespace Signalbox.Core.Pricing;

/// <summary>
/// What a deployment costs, in micro-USD per million tokens: USD 0.15 per million tokens is 150,000.
/// A null part falls back as <see cref="CallCost"/> says.
/// </summary>
/// <param name="Input">Input tokens that came from no cache.</param>
/// <param name="CachedInput">Input tokens read from the provider's cache; null: priced as input.</param>
/// <param name="CacheWrite">Input tokens written to the provider's cache; null: priced as input.</param>
/// <param name="Output">Output tokens, reasoning included.</param>
public readonly record struct ModelPrice(long Input, long? CachedInput, long? CacheWrite, long Output)
{
    /// <summary>The highest price a part may have: USD 1,000,000 per million tokens.</summary>
    public const decimal MaxUsdPerMillion = 1_000_000m;

    /// <summary>What few deployments price: other kinds of tokens, calls, long prompts, classes of service. Null: none of it.</summary>
    public PriceExtras? Extras { get; init; }

    /// <summary>Reads prices given in USD per million tokens; null when one is negative, too high or finer than a micro-USD.</summary>
    public static ModelPrice? FromUsd(decimal input, decimal? cachedInput, decimal? cacheWrite, decimal output)
    {
        if (ToMicros(input) is not { } i || ToMicros(output) is not { } o) return null;
        long? cached = null, write = null;
        if (cachedInput is { } c && (cached = ToMicros(c)) is null) return null;
        if (cacheWrite is { } w && (write = ToMicros(w)) is null) return null;
        return new ModelPrice(i, cached, write, o);
    }

    /// <summary>A part in USD per million tokens.</summary>
    public static decimal ToUsd(long micros) => micros / 1_000_000m;

    /// <summary>A part from USD; null when it is negative, too high or finer than a micro-USD.</summary>
    public static long? ToMicros(decimal usd)
    {
        if (usd < 0 || usd > MaxUsdPerMillion) return null;
        var micros = usd * 1_000_000m;
        return micros == decimal.Truncate(micros) ? (long)micros : null;
    }
}
