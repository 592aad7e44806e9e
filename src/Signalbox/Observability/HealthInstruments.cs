using System.Diagnostics.Metrics;
using Signalbox.Core.Routing.Health;
using Signalbox.Routing.Health;

namespace Signalbox.Observability;

/// <summary>How deployments and providers stand, as instruments that are read when asked.</summary>
internal sealed class HealthInstruments
{
    public HealthInstruments(IMeterFactory meters, HealthBook book, HealthEvents events)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableGauge("signalbox.deployment.breaker", () => Each(book, d => State(d.Breaker)), null, "The deployment's circuit breaker: 0 closed, 1 half-open, 2 open.");
        meter.CreateObservableGauge("signalbox.deployment.throttled", () => Each(book, d => d.ThrottledUntil > book.Now ? 1 : 0), null, "1 while the deployment is left alone since it answered 429.");
        meter.CreateObservableGauge("signalbox.deployment.inflight", () => Each(book, d => d.InFlight), "{call}", "Attempts under way at the deployment.");
        meter.CreateObservableGauge("signalbox.provider.breaker", () => book.Deployments.Select(d => d.Provider).Distinct().Select(p => new Measurement<int>(
            State(p.Breaker), new KeyValuePair<string, object?>("provider", p.Name))), null, "The circuit breaker that a provider's deployments share: 0 closed, 1 half-open, 2 open.");
        meter.CreateObservableCounter("signalbox.health.events", () => events.Counts.Select(pair => new Measurement<long>(
            pair.Value, new("subject", pair.Key.Subject), new("event", pair.Key.Event), new KeyValuePair<string, object?>("trigger", pair.Key.Trigger))), "{event}",
            "Changes of health: opened, half-open, closed, throttled, with the rule behind them.");
    }

    private static IEnumerable<Measurement<int>> Each(HealthBook book, Func<DeploymentHealth, int> value) =>
        book.Deployments.GroupBy(d => d.Name).Select(same => new Measurement<int>(same.Max(value), new KeyValuePair<string, object?>("deployment", same.Key)));

    private static int State(CircuitBreaker breaker) => breaker.Standing.State switch { BreakerState.Open => 2, BreakerState.HalfOpen => 1, _ => 0 };
}
