using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Routing.Health;

namespace Signalbox.Policies.Running;

/// <summary>How the version in force runs at an instance, since it came into force or the instance started.</summary>
/// <param name="Version">The version; null while no group uses the policy.</param>
/// <param name="Runs">Calls that it was to decide.</param>
/// <param name="Outcomes">How many of them came to what: decided, empty, timeout and so on.</param>
/// <param name="P50Us">Microseconds that half of the last thousand runs did not exceed; null without runs.</param>
/// <param name="P95Us">The same for 95 of a hundred.</param>
/// <param name="LastFailure">What went wrong last.</param>
/// <param name="Breaker">Its breaker; null while no group uses the policy.</param>
internal sealed record PolicyRunningView(
    long? Version, long Runs, IReadOnlyDictionary<string, long> Outcomes, long? P50Us, long? P95Us, string? LastFailure, BreakerView? Breaker)
{
    /// <summary>As it stands now.</summary>
    public static PolicyRunningView Of(PolicyRunner? runner, TimeProvider time)
    {
        if (runner is null) return new(null, 0, new Dictionary<string, long>(), null, null, null, null);
        var figures = runner.Figures;
        var outcomes = Enum.GetValues<PolicyOutcome>().Where(outcome => figures.Count(outcome) > 0).ToDictionary(PolicyOutcomes.Word, figures.Count, StringComparer.Ordinal);
        return new(
            runner.Policy.Version, outcomes.Values.Sum(), outcomes, figures.Quantile(0.5), figures.Quantile(0.95), figures.LastFailure,
            HealthWords.View(runner.Breaker, time.GetUtcNow(), HealthClock.Now(time)));
    }
}
