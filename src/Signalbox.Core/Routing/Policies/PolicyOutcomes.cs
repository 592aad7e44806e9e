namespace Signalbox.Core.Routing.Policies;

/// <summary>The words for what came of asking a policy, in metrics, records and API.</summary>
public static class PolicyOutcomes
{
    /// <summary>The route reason where the policy ordered the members.</summary>
    public const string Reason = "policy";

    private static readonly string[] Words =
    [
        "decided", "empty", "inactive", "breaker-open", "busy", "timeout", "statements", "recursion", "memory", "threw", "too-large", "invalid-answer", "unreachable",
        "egress-refused", "bad-status", "fault",
    ];

    private static readonly string[] Reasons = [Reason, .. Words.Skip(1).Select(word => $"policy-fallback-{word}")];

    /// <summary>All words, in the order of <see cref="PolicyOutcome"/>.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>Its word.</summary>
    public static string Word(PolicyOutcome outcome) => Words[(int)outcome];

    /// <summary>The route reason of a call of which that came.</summary>
    public static string RouteReason(PolicyOutcome outcome) => Reasons[(int)outcome];

    /// <summary>Whether it is a failure of the policy, which its breaker counts. To have no opinion is none, and neither is not to have been asked.</summary>
    public static bool IsFailure(PolicyOutcome outcome) => outcome >= PolicyOutcome.Timeout;
}
