namespace Signalbox.Promotion.Shadow;

/// <summary>A row of <c>shadow_pairs</c>: what a candidate made of a call beside what the caller got.</summary>
internal sealed record ShadowPair
{
    public required string Id { get; init; }
    public required string RouteGroupId { get; init; }
    /// <summary>The candidate's entry in the registry; empty while it has none.</summary>
    public required string CandidateId { get; init; }
    public required string CandidateModel { get; init; }
    public required string PrimaryModel { get; init; }
    /// <summary>The caller's call.</summary>
    public required string RequestId { get; init; }
    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }
    public long ExpiresAt { get; init; }
    /// <summary>SHA-256 of the request's body, so that repetitions can be told from each other without keeping any.</summary>
    public required string PromptHash { get; init; }
    /// <summary>Why the candidate gave no answer; null when it did.</summary>
    public string? Error { get; init; }
    public long PrimaryUs { get; init; }
    public long CandidateUs { get; init; }
    public long? PrimaryCostMicros { get; init; }
    public long? CandidateCostMicros { get; init; }
    public long PrimaryCharacters { get; init; }
    public long CandidateCharacters { get; init; }
    /// <summary>1 when both said the same, but for white space at the ends.</summary>
    public long Same { get; init; }
    /// <summary>What a judge says of the two, in millionths: 0 when the primary's is better, 1,000,000 when the candidate's is; null for no verdict.</summary>
    public long? JudgeScore { get; init; }
    /// <summary>The model that judged.</summary>
    public string? JudgeModel { get; init; }
    /// <summary>Why, in its words, redacted; or why there is no verdict.</summary>
    public string? JudgeNote { get; init; }
    public string? PromptText { get; init; }
    public string? PrimaryText { get; init; }
    public string? CandidateText { get; init; }
}
