using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>What a policy said of a call.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Version">The version in force; null when none is.</param>
/// <param name="Outcome">decided, or why the fallback strategy decides: empty, timeout, threw and so on.</param>
/// <param name="Detail">What went wrong; null when nothing did.</param>
/// <param name="Choices">The members in its order, with its reasons.</param>
/// <param name="Dropped">What it named and may not serve, with why.</param>
internal sealed record RehearsedPolicy(string Policy, long? Version, string Outcome, string? Detail, IReadOnlyList<PolicyChoice> Choices, IReadOnlyList<PolicyChoice> Dropped)
{
    /// <summary>As the API shows it.</summary>
    public static RehearsedPolicy? Of(PolicyRoute? route, PolicyDecision? decision) => route is null || decision is null
        ? null
        : new(route.Policy.Name, route.Policy.Version == 0 ? null : route.Policy.Version, PolicyOutcomes.Word(decision.Outcome), decision.Detail, decision.Choices, decision.Dropped);
}
