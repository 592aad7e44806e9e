namespace Signalbox.Import.LiteLlm;

/// <summary>Prices in USD per million tokens.</summary>
internal sealed record ImportedPrice(decimal Input, decimal? CachedInput, decimal? CacheWrite, decimal Output);
