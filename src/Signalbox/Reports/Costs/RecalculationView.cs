namespace Signalbox.Reports.Costs;

/// <summary>What pricing calls anew changed, or would change. Amounts are micro-USD.</summary>
/// <param name="DryRun">Whether nothing was changed.</param>
/// <param name="From">The first moment looked at.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Calls">Calls that were looked at.</param>
/// <param name="Changed">Those whose cost is another.</param>
/// <param name="Unknown">Calls whose deployment is not in the registry any more, or disabled: left as they are.</param>
/// <param name="Ambiguous">Calls of a name that several deployments with different prices have: left as they are.</param>
/// <param name="Unpriced">Calls with tokens that have no price at their time: their cost becomes unknown.</param>
/// <param name="CostBeforeMicros">What all of them cost until now.</param>
/// <param name="CostAfterMicros">What they cost at the prices in force.</param>
/// <param name="DifferenceMicros">The second less the first.</param>
/// <param name="PrunedBefore">Single calls before this time are gone and cannot be priced anew; null when none are.</param>
/// <param name="Deployments">The same per deployment, the largest difference first.</param>
internal sealed record RecalculationView(
    bool DryRun, DateTimeOffset From, DateTimeOffset To, long Calls, long Changed, long Unknown, long Ambiguous, long Unpriced, long CostBeforeMicros, long CostAfterMicros,
    long DifferenceMicros, DateTimeOffset? PrunedBefore, IReadOnlyList<RecalculatedDeployment> Deployments);

/// <summary>What changed at a deployment.</summary>
internal sealed record RecalculatedDeployment(string Deployment, long Calls, long Changed, long CostBeforeMicros, long CostAfterMicros, long DifferenceMicros);
