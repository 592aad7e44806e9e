using Signalbox.Usage;

namespace Signalbox.Reports.Evidence;

/// <summary>
/// Everything that is known of one call, for whoever looks for what went wrong, and fit to be handed to others: no prompt, no answer, no credential or
/// part of one, no hash, and nothing that a caller or an upstream worded. The state is complete, partial_expected (what is missing does not apply),
/// partial_missing, or minimal (the call is known, and how it ended is not).
/// </summary>
internal sealed record EvidenceView(
    string RequestId, string State, IReadOnlyList<EvidenceSection> Sections, EvidenceOutcome Outcome, EvidenceCaller Caller, EvidenceRoute Route, IReadOnlyList<EvidenceStage> Stages,
    EvidenceUsage Usage, string GatewayVersion, string GatewayCommit, DateTimeOffset GeneratedAt);

/// <summary>Whether a part of the evidence is present, not_applicable or missing.</summary>
internal sealed record EvidenceSection(string Name, string State, string? Detail)
{
    public const string Present = "present";
    public const string NotApplicable = "not_applicable";
    public const string Missing = "missing";
}

/// <summary>How the call ended. The message is the gateway's own, of a refusal; what an upstream worded is left out.</summary>
internal sealed record EvidenceOutcome(
    string Status, int HttpStatus, string? Code, IReadOnlyList<string> ReasonCodes, string? Message, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, double LatencyMs, double? TtftMs,
    long OverheadUs, bool Stream);

/// <summary>Who called, by ids and names.</summary>
internal sealed record EvidenceCaller(
    string? OrganizationId, string? Organization, string? TeamId, string? Team, string? ProjectId, string? Project, string? UserId, string? KeyId, string? KeyName, string? Environment, string Client);

/// <summary>What was asked for, and which deployment answered why.</summary>
internal sealed record EvidenceRoute(string Api, string? TargetKind, string? Target, string? RouteReason, string? Deployment, string? Provider, bool Demo, int Attempts, IReadOnlyList<CallAttempt> AttemptDetails);

/// <summary>A stage of the call.</summary>
/// <param name="Name">arrived, attempt 1 and so on, first_content, ended.</param>
/// <param name="AtMs">After the request's arrival.</param>
/// <param name="DurationMs">How long it took; null for a moment.</param>
internal sealed record EvidenceStage(string Name, double AtMs, double? DurationMs);

/// <summary>What it used and cost. Money is micro-USD; null is unknown.</summary>
internal sealed record EvidenceUsage(
    string Source, long? TokensInput, long? TokensOutput, long? TokensCached, long? TokensCacheWrite, long? TokensCacheWriteLong, long? TokensReasoning, long? TokensInputAudio,
    long? TokensOutputAudio, string? ServiceClass, long? CostMicros, long? UpstreamCostMicros);
