namespace Signalbox.Core.Routing.Policies;

/// <summary>How a policy ordered the members of a group for one call, or why it did not.</summary>
/// <param name="Outcome">What came of asking.</param>
/// <param name="Ranking">Places of members in the group, best first; empty unless the outcome is <see cref="PolicyOutcome.Decided"/>.</param>
/// <param name="Choices">The same with the policy's reasons.</param>
/// <param name="Dropped">What it named and may not serve, with the reason.</param>
/// <param name="Detail">What went wrong, for the operator; null when nothing did.</param>
public sealed record PolicyDecision(
    PolicyOutcome Outcome, IReadOnlyList<int> Ranking, IReadOnlyList<PolicyChoice> Choices, IReadOnlyList<PolicyChoice> Dropped, string? Detail = null)
{
    /// <summary>That it did not.</summary>
    public static PolicyDecision Without(PolicyOutcome outcome, string? detail = null) => new(outcome, [], [], [], detail);
}

/// <summary>A member that a policy named.</summary>
/// <param name="Model">The member model's name, as it was written.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
public sealed record PolicyChoice(string Model, string? Reason);
