using System.Text.Json;

namespace Signalbox.Usage;

/// <summary>A row of <c>usage_records</c>.</summary>
internal sealed record UsageRow
{
    public required string RequestId { get; init; }
    public long StartedAt { get; init; }
    public long FinishedAt { get; init; }
    public long Status { get; init; }
    public long HttpStatus { get; init; }
    public string? Code { get; init; }
    public string? Model { get; init; }
    public string? Deployment { get; init; }
    public string? Provider { get; init; }
    public string? OrganizationId { get; init; }
    public string? TeamId { get; init; }
    public string? ProjectId { get; init; }
    public string? UserId { get; init; }
    public string? KeyId { get; init; }
    public long Stream { get; init; }
    public long Demo { get; init; }
    public long Attempts { get; init; }
    public long? TokensInput { get; init; }
    public long? TokensOutput { get; init; }
    public long? TokensCached { get; init; }
    public long? TokensCacheWrite { get; init; }
    public long? TokensReasoning { get; init; }
    public long? CostMicros { get; init; }
    public long? TokensCacheWriteLong { get; init; }
    public long? TokensInputAudio { get; init; }
    public long? TokensOutputAudio { get; init; }
    public string? ServiceClass { get; init; }
    public long? UpstreamCostMicros { get; init; }
    public long? GroupId { get; init; }
    public long LatencyUs { get; init; }
    public long? TtftUs { get; init; }
    public long OverheadUs { get; init; }
    public required string Detail { get; init; }

    /// <summary>As the API shows it.</summary>
    public UsageView ToView()
    {
        var detail = JsonSerializer.Deserialize(Detail, UsageJson.Default.UsageDetail)!;
        return new UsageView(
            RequestId, DateTimeOffset.FromUnixTimeMilliseconds(StartedAt), DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt),
            CallStatuses.Name((CallStatus)Status), (int)HttpStatus, Code, detail.Reasons?.Split(' ') ?? [], detail.Message,
            detail.Api, Stream != 0, Model, detail.TargetKind, detail.RouteReason, Deployment, Provider, detail.UpstreamModel, Demo != 0, (int)Attempts, detail.Attempts ?? [],
            OrganizationId, detail.Organization, TeamId, detail.Team, ProjectId, detail.Project, UserId, detail.User,
            KeyId, detail.KeyName, detail.KeyPrefix, detail.Environment,
            TokensInput, TokensOutput, TokensCached, TokensCacheWrite, TokensReasoning, Source(detail),
            TokensCacheWriteLong, TokensInputAudio, TokensOutputAudio, ServiceClass, CostMicros, UpstreamCostMicros, LatencyUs / 1000.0, TtftUs / 1000.0, OverheadUs, detail.Client);
    }

    /// <summary>The part of the record it was that sums and prices are made of.</summary>
    public UsageRecord ToRecord()
    {
        var detail = JsonSerializer.Deserialize(Detail, UsageJson.Default.UsageDetail)!;
        return new UsageRecord
        {
            RequestId = RequestId, GroupId = GroupId ?? 0, StartedAt = StartedAt, FinishedAt = FinishedAt, Status = (CallStatus)Status, HttpStatus = (int)HttpStatus, Code = Code, Api = detail.Api,
            Stream = Stream != 0, Model = Model, TargetKind = detail.TargetKind, Deployment = Deployment, Provider = Provider, UpstreamModel = detail.UpstreamModel, Demo = Demo != 0,
            Attempts = (int)Attempts, AttemptDetails = detail.Attempts ?? [], OrganizationId = OrganizationId, TeamId = TeamId, ProjectId = ProjectId, UserId = UserId, KeyId = KeyId,
            Environment = detail.Environment, TokensInput = TokensInput, TokensOutput = TokensOutput, TokensCached = TokensCached, TokensCacheWrite = TokensCacheWrite,
            TokensCacheWriteLong = TokensCacheWriteLong, TokensInputAudio = TokensInputAudio, TokensOutputAudio = TokensOutputAudio, ServiceClass = ServiceClass,
            TokensReasoning = TokensReasoning, TokensEstimated = detail.TokensEstimated == true, CostMicros = CostMicros, UpstreamCostMicros = UpstreamCostMicros,
            LatencyMicroseconds = LatencyUs, TimeToFirstTokenMicroseconds = TtftUs, OverheadMicroseconds = OverheadUs, Client = detail.Client,
        };
    }

    private string Source(UsageDetail detail) =>
        detail.TokensEstimated == true ? "estimated" : TokensInput is null && TokensOutput is null ? "none" : "provider";
}

/// <summary>A call as the API shows it. Times are UTC, durations milliseconds except the overhead, money micro-USD; null is unknown. The usage's source is provider, estimated or none.</summary>
internal sealed record UsageView(
    string RequestId, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string Status, int HttpStatus, string? Code, IReadOnlyList<string> ReasonCodes, string? Message,
    string Api, bool Stream, string? Model, string? TargetKind, string? RouteReason, string? Deployment, string? Provider, string? UpstreamModel, bool Demo, int Attempts, IReadOnlyList<CallAttempt> AttemptDetails,
    string? OrganizationId, string? Organization, string? TeamId, string? Team, string? ProjectId, string? Project, string? UserId, string? User,
    string? KeyId, string? KeyName, string? KeyPrefix, string? Environment,
    long? TokensInput, long? TokensOutput, long? TokensCached, long? TokensCacheWrite, long? TokensReasoning, string UsageSource,
    long? TokensCacheWriteLong, long? TokensInputAudio, long? TokensOutputAudio, string? ServiceClass, long? CostMicros, long? UpstreamCostMicros, double LatencyMs, double? TtftMs, long OverheadUs, string? Client);
