using System.Diagnostics.Metrics;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Policies.Running;

namespace Signalbox.Observability;

/// <summary>How routing policies run, as instruments that are read when asked.</summary>
internal sealed class PolicyInstruments
{
    public PolicyInstruments(IMeterFactory meters, PolicyBook book)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableCounter("signalbox.policy.runs", () => book.Runners.SelectMany(Outcomes), "{run}",
            "Calls that a routing policy was to decide, by what came of it: decided, or why the fallback strategy decided instead.");
        meter.CreateObservableCounter("signalbox.policy.run.time", () => book.Runners.Select(runner => new Measurement<double>(runner.Figures.TotalMicroseconds / 1e6, Name(runner), Version(runner))), "s",
            "Time that runs of a routing policy took, all together.");
        meter.CreateObservableGauge("signalbox.policy.breaker", () => book.Runners.Select(runner => new Measurement<int>(State(runner.Breaker), Name(runner))), null,
            "The routing policy's circuit breaker: 0 closed, 1 half-open, 2 open.");
    }

    private static IEnumerable<Measurement<long>> Outcomes(PolicyRunner runner) => Enum.GetValues<PolicyOutcome>()
        .Where(outcome => outcome == PolicyOutcome.Decided || runner.Figures.Count(outcome) > 0)
        .Select(outcome => new Measurement<long>(runner.Figures.Count(outcome), Name(runner), Version(runner), new KeyValuePair<string, object?>("outcome", PolicyOutcomes.Word(outcome))));

    private static KeyValuePair<string, object?> Name(PolicyRunner runner) => new("policy", runner.Policy.Name);

    private static KeyValuePair<string, object?> Version(PolicyRunner runner) => new("version", runner.Policy.Version);

    private static int State(CircuitBreaker breaker) => breaker.Standing.State switch { BreakerState.Open => 2, BreakerState.HalfOpen => 1, _ => 0 };
}
