namespace Signalbox.Core.Pricing;

/// <summary>
/// Token counts as a provider reported them. Null is unknown, which is not zero.
/// <see cref="Input"/> includes the cached and cache-written tokens, <see cref="Output"/> the reasoning tokens.
/// </summary>
public readonly record struct TokenCounts(long? Input, long? Output, long? Cached, long? CacheWrite, long? Reasoning);
