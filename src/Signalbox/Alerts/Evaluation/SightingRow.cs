namespace Signalbox.Alerts.Evaluation;

/// <summary>A row of <c>alert_sightings</c>: what an instance keeps calls away from.</summary>
internal sealed record SightingRow
{
    public string InstanceId { get; init; } = "";
    /// <summary>provider or deployment.</summary>
    public string Kind { get; init; } = "";
    /// <summary>Its name.</summary>
    public string Subject { get; init; } = "";
    public long Since { get; init; }
    public long SeenAt { get; init; }
    /// <summary>Code of the failure behind it.</summary>
    public string? Cause { get; init; }
}
