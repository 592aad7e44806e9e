namespace Signalbox.Responses;

/// <summary>A row of <c>kept_responses</c>.</summary>
internal sealed record KeptResponseRow
{
    public required string KeyId { get; init; }

    public required string Id { get; init; }

    public string? ProviderId { get; init; }

    public string? PreviousId { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>Sealed; null when only the provider has it.</summary>
    public string? Content { get; init; }
}
