namespace Signalbox.Core.Promotion.Canary;

/// <summary>One step of a promotion: the candidate takes a share of the calls for a time.</summary>
/// <param name="Percent">The share; at 100 the candidate becomes the primary.</param>
/// <param name="Bake">How long before the next step at least.</param>
public sealed record CanaryStep(double Percent, TimeSpan Bake);
