namespace Signalbox.Core.Routing.Health;

/// <summary>What <see cref="HealthOrder"/> has made of an order.</summary>
/// <param name="Healthy">How many are healthy; they come first.</param>
/// <param name="Count">How many there are to be tried: those, and one as a last resort if any may be.</param>
/// <param name="RecoversInMs">How long until the first that is not healthy may be; 0 when all are.</param>
/// <param name="IsFirstHealthy">Whether the strategy's own choice is healthy.</param>
public readonly record struct HealthSplit(int Healthy, int Count, long RecoversInMs, bool IsFirstHealthy);
