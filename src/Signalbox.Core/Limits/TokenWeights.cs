using Signalbox.Core.Pricing;

namespace Signalbox.Core.Limits;

/// <summary>How much a token of a kind counts, in thousandths of a plain one (R18).</summary>
/// <param name="Cached">Input read from the provider's cache.</param>
/// <param name="CacheWrite">Input written to it.</param>
/// <param name="Reasoning">Output that is reasoning.</param>
public readonly record struct TokenWeights(int Cached, int CacheWrite, int Reasoning)
{
    /// <summary>A token counts as one.</summary>
    public const int One = 1000;

    /// <summary>The most that a token may count: a hundred.</summary>
    public const int Most = 100 * One;

    /// <summary>All tokens alike.</summary>
    public static TokenWeights Even { get; } = new(One, One, One);

    /// <summary>What the tokens of a call count together, rounded up. Counts a provider contradicts itself on are clamped, as for its cost.</summary>
    public long Weigh(in TokenCounts tokens)
    {
        var input = Math.Clamp(tokens.Input ?? 0, 0, LimitRule.MaxAmount);
        var cached = Math.Clamp(tokens.Cached ?? 0, 0, input);
        var written = Math.Clamp(tokens.CacheWrite ?? 0, 0, input - cached);
        var output = Math.Clamp(tokens.Output ?? 0, 0, LimitRule.MaxAmount);
        var reasoning = Math.Clamp(tokens.Reasoning ?? 0, 0, output);
        if (this == Even) return input + output;
        var sum = ((Int128)(input - cached - written) + (output - reasoning)) * One
            + (Int128)cached * Cached + (Int128)written * CacheWrite + (Int128)reasoning * Reasoning;
        return Round(sum);
    }

    /// <summary>What a call may come to count at most, before anything is known of its cache and reasoning.</summary>
    public long AtMost(long input, long output) => this == Even
        ? input + output
        : Round((Int128)input * Math.Max(One, Math.Max(Cached, CacheWrite)) + (Int128)output * Math.Max(One, Reasoning));

    private static long Round(Int128 thousandths)
    {
        var whole = (thousandths + (One - 1)) / One;
        return whole > LimitRule.MaxAmount ? LimitRule.MaxAmount : (long)whole;
    }
}
