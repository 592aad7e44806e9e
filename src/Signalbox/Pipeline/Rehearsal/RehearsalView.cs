namespace Signalbox.Pipeline.Rehearsal;

/// <summary>Where a call would go, and why: found by the code of the request path, at the answering instance.</summary>
/// <param name="Target">What is called.</param>
/// <param name="TargetKind">model or route_group.</param>
/// <param name="Strategy">How members are chosen.</param>
/// <param name="Access">Why the subject may or may not call it.</param>
/// <param name="RouteReason">Why the first of the order serves; null when nothing does.</param>
/// <param name="Order">The deployments in the order they would be tried.</param>
/// <param name="Refusal">What the caller would be told instead; null when the call would be made.</param>
/// <param name="IsSticky">Whether this subject's calls stay where they are.</param>
/// <param name="InputTokens">Estimated tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of the answer that costs are estimated with.</param>
/// <param name="Members">The members, each as it stands for this call.</param>
/// <param name="Policy">What the policy said that orders the members; null under other strategies.</param>
/// <param name="Hedge">Whether it would be sent to a second member too, and to which.</param>
internal sealed record RehearsalView(
    string Target, string TargetKind, string Strategy, string Access, string? RouteReason, IReadOnlyList<string> Order, RehearsalRefusal? Refusal, bool IsSticky,
    long InputTokens, long OutputTokens, IReadOnlyList<RehearsedMember> Members, RehearsedPolicy? Policy, RehearsedHedge Hedge);

/// <summary>What a caller would be told.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Message">Its words.</param>
/// <param name="RetryAfterMs">When it is worth trying again; null when that is not known.</param>
internal sealed record RehearsalRefusal(int Status, string? Code, string Message, long? RetryAfterMs);

/// <summary>A member as it stands for a call.</summary>
/// <param name="Model">The member model's name.</param>
/// <param name="Share">Share of calls like this one that it would serve first, 0 to 1, of 1,000 choices.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="LatencyMs">How long its answers take to begin; null while that is not known.</param>
/// <param name="CostUsd">What the call is estimated to cost there; null without a price.</param>
/// <param name="Success">Share of its lately successful calls, 0 to 1.</param>
/// <param name="InFlight">Calls under way there from this instance.</param>
/// <param name="Score">Its score under the strategy score, 0 to 1; null under others.</param>
/// <param name="Deployments">Its deployments.</param>
internal sealed record RehearsedMember(
    string Model, double Share, int Weight, int Priority, double? LatencyMs, decimal? CostUsd, double Success, int InFlight, double? Score, IReadOnlyList<RehearsedDeployment> Deployments);

/// <summary>A deployment as it stands for a call.</summary>
/// <param name="Deployment">provider/upstream-model.</param>
/// <param name="Place">Its place in the order, from 1; null when it would not be tried.</param>
/// <param name="Eligible">Whether it can serve the request.</param>
/// <param name="Lacks">What it lacks; null when it lacks nothing.</param>
/// <param name="Health">healthy, probing, throttled or broken.</param>
/// <param name="RetryAfterMs">How long until calls may go to it by rule; null when they may now.</param>
internal sealed record RehearsedDeployment(string Deployment, int? Place, bool Eligible, string? Lacks, string Health, long? RetryAfterMs);
