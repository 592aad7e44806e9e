namespace Signalbox.Core.Pricing;

/// <summary>What a bill depends on besides tokens of the usual kinds. Null is not told.</summary>
public readonly record struct BilledExtras
{
    /// <summary>Of the cache writes, those kept for an hour.</summary>
    public long? CacheWriteLong { get; init; }

    /// <summary>Of the input, sound.</summary>
    public long? InputAudio { get; init; }

    /// <summary>Of the output, sound.</summary>
    public long? OutputAudio { get; init; }

    /// <summary>The class of service the provider says it served the call at.</summary>
    public string? ServiceClass { get; init; }
}
