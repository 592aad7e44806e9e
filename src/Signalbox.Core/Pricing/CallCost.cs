namespace Signalbox.Core.Pricing;

/// <summary>The cost of one call.</summary>
public static class CallCost
{
    /// <summary>
    /// The cost in micro-USD, rounded once, half away from zero. Null when the price or both counts are unknown.
    /// Counts a provider contradicts itself on (more cached than input) are clamped, never priced below zero.
    /// </summary>
    public static long? Of(in TokenCounts tokens, ModelPrice? price)
    {
        if (price is not { } p || (tokens.Input is null && tokens.Output is null)) return null;
        var input = Math.Max(0, tokens.Input ?? 0);
        var cached = Math.Clamp(tokens.Cached ?? 0, 0, input);
        var written = Math.Clamp(tokens.CacheWrite ?? 0, 0, input - cached);
        var output = Math.Max(0, tokens.Output ?? 0);

        var sum = (Int128)(input - cached - written) * p.Input
            + (Int128)cached * (p.CachedInput ?? p.Input)
            + (Int128)written * (p.CacheWrite ?? p.Input)
            + (Int128)output * p.Output;
        var micros = (sum + 500_000) / 1_000_000;
        return micros > long.MaxValue ? long.MaxValue : (long)micros;
    }
}
