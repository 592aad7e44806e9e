using System.Text.Json;

namespace Signalbox.Usage;

/// <summary>What is on record of a call's shape and whose it was; of its content nothing is.</summary>
internal sealed record RecordedCall
{
    public required string RequestId { get; init; }
    public long StartedAt { get; init; }
    public long Stream { get; init; }
    public long? TokensInput { get; init; }
    public long? TokensOutput { get; init; }
    public string? OrganizationId { get; init; }
    public string? TeamId { get; init; }
    public string? ProjectId { get; init; }
    public string? UserId { get; init; }
    public string? KeyId { get; init; }

    /// <summary>JSON of what is shown with the record.</summary>
    public string? Detail { get; init; }

    /// <summary>The same, read.</summary>
    public UsageDetail ReadDetail() => (Detail is null ? null : JsonSerializer.Deserialize(Detail, UsageJson.Default.UsageDetail)) ?? new();
}
