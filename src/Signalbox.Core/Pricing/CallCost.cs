namespace Signalbox.Core.Pricing;

/// <summary>The cost of one call.</summary>
public static class CallCost
{
    /// <summary>No call costs more, USD 1 billion: what counts beyond it are counts that no provider can mean, and sums must not run over.</summary>
    public const long MostMicros = 1_000_000_000_000_000;

    /// <summary>
    /// The cost in micro-USD, rounded once, half away from zero. Null when the price or both counts are unknown.
    /// Counts a provider contradicts itself on (more cached than input) are clamped, never priced below zero.
    /// </summary>
    public static long? Of(in TokenCounts tokens, ModelPrice? price) => Of(tokens, default, price);

    /// <summary>The same, with what a bill depends on besides.</summary>
    public static long? Of(in TokenCounts tokens, in BilledExtras billed, ModelPrice? price)
    {
        if (price is not { } p || (tokens.Input is null && tokens.Output is null)) return null;
        var input = Math.Max(0, tokens.Input ?? 0);
        if (p.Extras is not null) p = Applying(p, input, billed.ServiceClass);
        var cached = Math.Clamp(tokens.Cached ?? 0, 0, input);
        var written = Math.Clamp(tokens.CacheWrite ?? 0, 0, input - cached);
        var output = Math.Max(0, tokens.Output ?? 0);

        var sum = (Int128)(input - cached - written) * p.Input
            + (Int128)cached * (p.CachedInput ?? p.Input)
            + (Int128)written * (p.CacheWrite ?? p.Input)
            + (Int128)output * p.Output;
        if (p.Extras is { } extras) sum += Besides(p, extras, tokens, billed, input - cached - written, written, output);
        sum += 500_000;
        // Nearly every cost fits, and a division of 128 bits takes as long as all the rest.
        var micros = sum >= 0 && sum <= long.MaxValue ? (long)sum / 1_000_000 : sum / 1_000_000;
        return micros > MostMicros ? MostMicros : (long)micros;
    }

    /// <summary>The price of a class of service, and in it that of the longest tier the input reaches.</summary>
    private static ModelPrice Applying(ModelPrice price, long input, string? serviceClass)
    {
        if (serviceClass is not null)
            foreach (var other in price.Extras!.Classes)
                if (string.Equals(other.Name, serviceClass, StringComparison.OrdinalIgnoreCase)) return Applying(other.Price, input, null);
        var tiers = price.Extras?.Tiers ?? [];
        for (var i = tiers.Count - 1; i >= 0; i--)
            if (input > tiers[i].Above) return tiers[i].Price;
        return price;
    }

    /// <summary>What the parts with prices of their own cost more or less than as plain input and output, in millionths of a micro-USD.</summary>
    private static Int128 Besides(ModelPrice p, PriceExtras extras, in TokenCounts tokens, in BilledExtras billed, long fresh, long written, long output)
    {
        var sum = (Int128)0;
        if (extras.CacheWriteLong is { } hour) sum += (Int128)Math.Clamp(billed.CacheWriteLong ?? 0, 0, written) * (hour - (p.CacheWrite ?? p.Input));
        if (extras.InputAudio is { } heard) sum += (Int128)Math.Clamp(billed.InputAudio ?? 0, 0, fresh) * (heard - p.Input);
        var spoken = Math.Clamp(billed.OutputAudio ?? 0, 0, output);
        if (extras.OutputAudio is { } audio) sum += (Int128)spoken * (audio - p.Output);
        if (extras.Reasoning is { } reasoning) sum += (Int128)Math.Clamp(tokens.Reasoning ?? 0, 0, output - spoken) * (reasoning - p.Output);
        return sum + (Int128)(extras.Request ?? 0) * 1_000_000;
    }
}
