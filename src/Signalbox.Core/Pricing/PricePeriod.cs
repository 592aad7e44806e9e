namespace Signalbox.Core.Pricing;

/// <summary>A price and when it holds.</summary>
/// <param name="From">From this moment on, Unix milliseconds; null: always until then.</param>
/// <param name="Price">The price.</param>
public sealed record PricePeriod(long? From, ModelPrice Price);
