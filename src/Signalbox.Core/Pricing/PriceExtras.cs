namespace Signalbox.Core.Pricing;

/// <summary>The parts of a price that few deployments have. Amounts are micro-USD, of tokens per million; null parts fall back.</summary>
public sealed record PriceExtras
{
    /// <summary>Input written to the provider's cache for an hour; null: as other cache writes.</summary>
    public long? CacheWriteLong { get; init; }

    /// <summary>Reasoning tokens; null: as output.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Sound in the input; null: as input.</summary>
    public long? InputAudio { get; init; }

    /// <summary>Sound in the output; null: as output.</summary>
    public long? OutputAudio { get; init; }

    /// <summary>Each call; null: nothing.</summary>
    public long? Request { get; init; }

    /// <summary>Prices of all tokens of a call whose input is longer than so many tokens, the shortest first.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <summary>Prices at other classes of service, such as batch or priority.</summary>
    public IReadOnlyList<PriceClass> Classes { get; init; } = [];
}
