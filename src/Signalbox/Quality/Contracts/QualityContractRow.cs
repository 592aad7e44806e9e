using System.Text.Json;
using Signalbox.Audit;

namespace Signalbox.Quality.Contracts;

/// <summary>A row of <c>quality_contracts</c>, with its group's key and how it stood when it was last looked at.</summary>
internal sealed record QualityContractRow : IManagedRow<QualityContractDraft>
{
    public required string Id { get; init; }
    public required string RouteGroupId { get; init; }
    /// <summary>The group's key, read with it.</summary>
    public required string RouteGroup { get; init; }
    /// <summary>JSON form of <see cref="QualityContractDraft"/>.</summary>
    public required string Terms { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    string IManagedRow<QualityContractDraft>.Label => RouteGroup;

    /// <summary>green, amber, red or unknown; null while it was never looked at.</summary>
    public string? Standing { get; init; }
    public long? Since { get; init; }
    public long? EvaluatedAt { get; init; }
    /// <summary>JSON list of <see cref="BoundView"/>.</summary>
    public string? Bounds { get; init; }

    /// <summary>The contract as it is written.</summary>
    public QualityContractDraft ToDraft() => JsonSerializer.Deserialize(Terms, QualityJson.Default.QualityContractDraft)! with { RouteGroup = RouteGroup };
}
