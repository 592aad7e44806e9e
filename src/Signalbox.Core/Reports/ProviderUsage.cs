namespace Signalbox.Core.Reports;

/// <summary>What a provider says was used in a stretch of time. Null is not told.</summary>
/// <param name="Since">Unix milliseconds; the quarter of an hour it begins in.</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Model">The provider's name for the model.</param>
public sealed record ProviderUsage(long Since, long Until, string Model)
{
    /// <summary>Calls.</summary>
    public long? Requests { get; init; }

    /// <summary>All input tokens, those of the cache included.</summary>
    public long? TokensInput { get; init; }

    /// <summary>Output tokens.</summary>
    public long? TokensOutput { get; init; }

    /// <summary>Input tokens read from the cache.</summary>
    public long? TokensCached { get; init; }

    /// <summary>Input tokens written to it.</summary>
    public long? TokensCacheWrite { get; init; }

    /// <summary>Cost in micro-USD.</summary>
    public long? CostMicros { get; init; }
}
