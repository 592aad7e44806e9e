namespace Signalbox.Pipeline.Policies.Trials;

/// <summary>
/// How a version would have ordered recorded calls, beside what decides now. The calls are taken by what is on record of their shape: API, stream, tokens,
/// and who called. What they made use of besides, such as tools or images, is not on record; members are taken as they stand now.
/// </summary>
/// <param name="RouteGroup">The group.</param>
/// <param name="Version">The version that was tried.</param>
/// <param name="ComparedWith">What decides in the group now: a version of this policy, or a strategy.</param>
/// <param name="Calls">How many calls it was tried on.</param>
/// <param name="Changed">How many of them would go to another member.</param>
/// <param name="Members">By member.</param>
/// <param name="CostUsd">What the calls are estimated to cost by this version, at today's prices; null when a price is missing.</param>
/// <param name="CurrentCostUsd">The same by what decides now.</param>
/// <param name="Outcomes">What came of asking this version: decided, timeout, threw and so on.</param>
/// <param name="CurrentOutcomes">The same of what decides now, where that is a version of a policy.</param>
/// <param name="P50Us">Microseconds that half of the runs did not exceed; null without any.</param>
/// <param name="P95Us">The same for 95 of a hundred.</param>
/// <param name="Examples">Some of the calls that would go elsewhere, and such as failed.</param>
internal sealed record PolicyTrialView(
    string RouteGroup, long Version, string ComparedWith, int Calls, int Changed, IReadOnlyList<TrialMember> Members, decimal? CostUsd, decimal? CurrentCostUsd,
    IReadOnlyDictionary<string, int> Outcomes, IReadOnlyDictionary<string, int> CurrentOutcomes, long? P50Us, long? P95Us, IReadOnlyList<TrialExample> Examples);

/// <summary>What a member would serve.</summary>
/// <param name="Model">The member.</param>
/// <param name="Share">Share of the calls that it would serve first, 0 to 1.</param>
/// <param name="CurrentShare">The same by what decides now.</param>
internal sealed record TrialMember(string Model, double Share, double CurrentShare);

/// <summary>One of the calls.</summary>
/// <param name="RequestId">The call.</param>
/// <param name="Outcome">What came of asking.</param>
/// <param name="From">Where it would go now; null for nowhere.</param>
/// <param name="To">Where it would go by this version.</param>
/// <param name="Reason">Why, as the version says, or what went wrong.</param>
internal sealed record TrialExample(string RequestId, string Outcome, string? From, string? To, string? Reason);
