namespace Signalbox.Alerts.Standing;

/// <summary>Takes an alert in hand.</summary>
internal sealed record AcknowledgementDraft
{
    /// <summary>What is done about it, one line of at most 500 characters.</summary>
    public string? Note { get; set; }
}
