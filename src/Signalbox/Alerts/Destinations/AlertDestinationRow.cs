using System.Text.Json;
using Signalbox.Audit;

namespace Signalbox.Alerts.Destinations;

/// <summary>A row of <c>alert_destinations</c>, with how it takes messages.</summary>
internal sealed record AlertDestinationRow : IManagedRow<AlertDestinationDraft>
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    /// <summary>JSON of <see cref="AlertDestinationDraft"/> without what is secret.</summary>
    public required string Settings { get; init; }
    /// <summary>Encrypted: the signing key, the hook's URL or the password.</summary>
    public string? Credential { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    string IManagedRow<AlertDestinationDraft>.Label => Name;

    /// <summary>Failures in a row; null when nothing was sent yet.</summary>
    public long? Failures { get; init; }
    public long? RestUntil { get; init; }
    public long? SucceededAt { get; init; }

    /// <summary>The writable fields, without what is secret.</summary>
    public AlertDestinationDraft ToDraft() => JsonSerializer.Deserialize(Settings, AlertsJson.Default.AlertDestinationDraft)! with { Name = Name, Kind = Kind };
}
