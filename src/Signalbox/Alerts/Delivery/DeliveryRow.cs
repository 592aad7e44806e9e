namespace Signalbox.Alerts.Delivery;

/// <summary>A row of <c>alert_deliveries</c>.</summary>
internal sealed record DeliveryRow
{
    /// <summary>Also the id that receivers tell repeated messages by.</summary>
    public required string Id { get; init; }
    public required string DestinationId { get; init; }
    /// <summary>The destination's name then.</summary>
    public required string Destination { get; init; }
    public required string AlertId { get; init; }
    /// <summary>Which message of the alert it is, from 1.</summary>
    public long Number { get; init; }
    public required string News { get; init; }
    public required string RuleName { get; init; }
    /// <summary>JSON of <see cref="AlertMessage"/>.</summary>
    public required string Message { get; init; }
    /// <summary>One of <see cref="DeliveryStates"/>.</summary>
    public required string State { get; init; }
    public long Attempts { get; init; }
    /// <summary>When it is to be sent; while it is being sent, when another instance may take it over.</summary>
    public long NextAt { get; init; }
    public long? HttpStatus { get; init; }
    public string? Error { get; init; }
    public long CreatedAt { get; init; }
    public long? FinishedAt { get; init; }
}
