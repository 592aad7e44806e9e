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

    /// <summary>
    /// Whether a primary of before served it: an instance that has not heard yet of a new one serves by the one it knows, as it should, and that says
    /// nothing of the new one.
    /// </summary>
    /// <param name="own">The deployments of the new one.</param>
    /// <param name="reason">Why whoever answered did.</param>
    public bool IsOfPrimaryBefore(IReadOnlySet<string> own, string? reason) =>
        reason == RouteReasons.RegistryPrimary && Deployment is { } deployment && !own.Contains(deployment);

    /// <summary>Why whoever answered did, and who was tried first.</summary>
    public (string? Reason, string? FirstTried) ReadRoute()
    {
        var detail = Detail is null ? null : JsonSerializer.Deserialize(Detail, UsageJson.Default.UsageDetail);
        return (detail?.RouteReason, detail?.Attempts is [var first, ..] ? first.Deployment : Deployment);
    }
}
