namespace Signalbox.Usage;

/// <summary>
/// What one call left behind. Filled along the pipeline by one owner, encoded into the journal once, never changed after that.
/// Holds names and numbers, never content.
/// </summary>
internal sealed class UsageRecord
{
    /// <summary>The <see cref="TargetKind"/> of a candidate's answer to what a caller asked: of no key, and in no sum.</summary>
    public const string Shadow = "shadow";

    /// <summary>The same values again, for a second attempt at the call.</summary>
    public UsageRecord Copy() => (UsageRecord)MemberwiseClone();

    /// <summary>The call's own id (ULID), which also makes it count once.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>Bytes the journal has set aside for its close; 0 for a call that was not opened. Not stored.</summary>
    public int JournalReserve { get; set; }

    /// <summary>Where the database keeps what this record has in common with others; null when with itself. Not in the journal.</summary>
    public string? DetailId { get; set; }

    /// <summary>Which sums it was added to (<see cref="Rollups.UsageGroup"/>). Not in the journal.</summary>
    public long GroupId { get; set; }

    /// <summary>When the request arrived, Unix milliseconds.</summary>
    public long StartedAt { get; set; }

    /// <summary>When its last byte was ready, Unix milliseconds.</summary>
    public long FinishedAt { get; set; }

    /// <summary>How it ended.</summary>
    public CallStatus Status { get; set; }

    /// <summary>The HTTP status the caller got.</summary>
    public int HttpStatus { get; set; }

    /// <summary>Error code, for a call that did not succeed.</summary>
    public string? Code { get; set; }

    /// <summary>Stable words that say what happened on the way, separated by spaces.</summary>
    public string? ReasonCodes { get; set; }

    /// <summary>Why it was refused or failed, for people; never content.</summary>
    public string? Message { get; set; }

    /// <summary>The API called, for example <c>chat_completions</c>.</summary>
    public string Api { get; set; } = "";

    /// <summary>Whether the answer was streamed.</summary>
    public bool Stream { get; set; }

    /// <summary>The model asked for; null when the request did not get that far.</summary>
    public string? Model { get; set; }

    /// <summary>model or route_group, or <see cref="Shadow"/>.</summary>
    public string? TargetKind { get; set; }

    /// <summary>Why that deployment: static, registry-primary, failover and so on; null when none was chosen.</summary>
    public string? RouteReason { get; set; }

    /// <summary>The deployment that answered, or was tried last: provider/upstream-model.</summary>
    public string? Deployment { get; set; }

    /// <summary>Its provider.</summary>
    public string? Provider { get; set; }

    /// <summary>What telemetry calls a provider of its kind, whoever's account it is; null when none was called. Not stored.</summary>
    public string? ProviderSystem { get; set; }

    /// <summary>The provider's name for the model.</summary>
    public string? UpstreamModel { get; set; }

    /// <summary>Whether the built-in demo provider answered.</summary>
    public bool Demo { get; set; }

    /// <summary>How many times an upstream was called.</summary>
    public int Attempts { get; set; }

    /// <summary>The attempts one by one, when any but the last failed.</summary>
    public IReadOnlyList<CallAttempt> AttemptDetails { get; set; } = [];

    /// <summary>The caller's organization.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>Its name at the time.</summary>
    public string? Organization { get; set; }

    /// <summary>The caller's team.</summary>
    public string? TeamId { get; set; }

    /// <summary>Its name at the time.</summary>
    public string? Team { get; set; }

    /// <summary>The caller's project.</summary>
    public string? ProjectId { get; set; }

    /// <summary>Its name at the time.</summary>
    public string? Project { get; set; }

    /// <summary>The user the key is bound to.</summary>
    public string? UserId { get; set; }

    /// <summary>Its name at the time.</summary>
    public string? User { get; set; }

    /// <summary>The key presented; null when it was not known.</summary>
    public string? KeyId { get; set; }

    /// <summary>Its name at the time.</summary>
    public string? KeyName { get; set; }

    /// <summary>First eight characters of the secret.</summary>
    public string? KeyPrefix { get; set; }

    /// <summary>dev, staging or prod.</summary>
    public string? Environment { get; set; }

    /// <summary>Input tokens as reported, cached ones included; null when unknown.</summary>
    public long? TokensInput { get; set; }

    /// <summary>Output tokens as reported, reasoning included; null when unknown.</summary>
    public long? TokensOutput { get; set; }

    /// <summary>Input tokens read from the provider's cache; null when unknown.</summary>
    public long? TokensCached { get; set; }

    /// <summary>Input tokens written to the provider's cache; null when unknown.</summary>
    public long? TokensCacheWrite { get; set; }

    /// <summary>Of those written, the ones kept for an hour instead of minutes; null when the provider does not tell them apart.</summary>
    public long? TokensCacheWriteLong { get; set; }

    /// <summary>Input tokens that are sound, part of the input; null when unknown.</summary>
    public long? TokensInputAudio { get; set; }

    /// <summary>Output tokens that are sound, part of the output; null when unknown.</summary>
    public long? TokensOutputAudio { get; set; }

    /// <summary>The class of service the provider says it served the call at, such as priority or flex; null when it says none.</summary>
    public string? ServiceClass { get; set; }

    /// <summary>Reasoning tokens; null when unknown.</summary>
    public long? TokensReasoning { get; set; }

    /// <summary>Whether input or output tokens were estimated, because the provider told none or the stream broke off before it could.</summary>
    public bool TokensEstimated { get; set; }

    /// <summary>Cost in micro-USD; null when price or tokens are unknown.</summary>
    public long? CostMicros { get; set; }

    /// <summary>What the provider itself says the call cost, micro-USD; null when it says nothing.</summary>
    public long? UpstreamCostMicros { get; set; }

    /// <summary>From the request's arrival to its last byte, microseconds.</summary>
    public long LatencyMicroseconds { get; set; }

    /// <summary>From the request's arrival to the first content of a stream, microseconds; null when none came.</summary>
    public long? TimeToFirstTokenMicroseconds { get; set; }

    /// <summary>The part of the latency spent in the gateway itself, microseconds.</summary>
    public long OverheadMicroseconds { get; set; }

    /// <summary>The caller's user agent, cut to 128 characters.</summary>
    public string? Client { get; set; }
}

/// <summary>One call of an upstream.</summary>
/// <param name="Deployment">provider/upstream-model.</param>
/// <param name="Status">HTTP status; null when none came.</param>
/// <param name="Error">Error code; null when it answered.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="StartMs">When it began, after the request's arrival; null in records of versions that did not note it.</param>
internal sealed record CallAttempt(string Deployment, int? Status, string? Error, long DurationMs, long? StartMs = null)
{
    /// <summary>The <see cref="Error"/> of one that was canceled, since another was quicker.</summary>
    public const string HedgeLost = "hedge-lost";

    /// <summary>The <see cref="Error"/> of one beside which another was begun, in records of calls that a kill has interrupted.</summary>
    public const string UnderWay = "under-way";

    /// <summary>Input tokens it is estimated to be billed for beside the call's own; null for all but those that were canceled since another was quicker.</summary>
    public long? TokensInput { get; init; }

    /// <summary>Output tokens likewise.</summary>
    public long? TokensOutput { get; init; }

    /// <summary>Their cost in micro-USD; null when the price is unknown.</summary>
    public long? CostMicros { get; init; }
}
