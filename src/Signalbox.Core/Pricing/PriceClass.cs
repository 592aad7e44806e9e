namespace Signalbox.Core.Pricing;

/// <summary>The price at a class of service.</summary>
/// <param name="Name">As the provider calls it: batch, flex, priority.</param>
/// <param name="Price">What calls cost that it says were served so.</param>
public sealed record PriceClass(string Name, ModelPrice Price);
