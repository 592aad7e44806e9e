using System.Text.Json;

namespace Signalbox.Usage;

/// <summary>What a call of a target says of who serves it.</summary>
internal sealed record TargetCallRow
{
    public required string RequestId { get; init; }
    public long StartedAt { get; init; }
    public long Status { get; init; }
    public long HttpStatus { get; init; }
    public string? Code { get; init; }
    public string? Deployment { get; init; }
    public long Attempts { get; init; }
    public long? TokensOutput { get; init; }
    public long? CostMicros { get; init; }
    public long LatencyUs { get; init; }
    public long? TtftUs { get; init; }

    /// <summary>JSON of what is shown with the record, where it was asked for.</summary>
    public string? Detail { get; init; }

    /// <summary>Why whoever answered did, and who was tried first.</summary>
    public (string? Reason, string? FirstTried) ReadRoute()
    {
        var detail = Detail is null ? null : JsonSerializer.Deserialize(Detail, UsageJson.Default.UsageDetail);
        return (detail?.RouteReason, detail?.Attempts is [var first, ..] ? first.Deployment : Deployment);
    }
}
