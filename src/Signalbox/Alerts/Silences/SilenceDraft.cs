namespace Signalbox.Alerts.Silences;

/// <summary>What is not to be told for a time. Alerts are seen all the same; what still fires when the time is over is told then.</summary>
internal sealed record SilenceDraft
{
    /// <summary>Id of a rule; left out or null: all rules.</summary>
    public string? RuleId { get; set; }

    /// <summary>The subject of an alert, as the alert says it; left out or null: all.</summary>
    public string? Subject { get; set; }

    /// <summary>Why, one line of at most 500 characters.</summary>
    public string? Reason { get; set; }

    /// <summary>Until when, at most 90 days from now.</summary>
    public DateTimeOffset? Until { get; set; }
}
