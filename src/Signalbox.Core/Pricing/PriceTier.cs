namespace Signalbox.Core.Pricing;

/// <summary>The price of calls with a long input.</summary>
/// <param name="Above">Input tokens, cached ones included, that a call has to have more of.</param>
/// <param name="Price">What all of its tokens cost then.</param>
public sealed record PriceTier(long Above, ModelPrice Price);
