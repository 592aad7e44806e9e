namespace Signalbox.Alerts.Silences;

/// <summary>A row of <c>alert_silences</c>.</summary>
internal sealed record SilenceRow
{
    public required string Id { get; init; }
    /// <summary>Empty for all rules.</summary>
    public required string RuleId { get; init; }
    /// <summary>Empty for all subjects.</summary>
    public required string Subject { get; init; }
    public required string Reason { get; init; }
    public required string Actor { get; init; }
    public long CreatedAt { get; init; }
    public long Until { get; init; }

    /// <summary>Whether it keeps an alert from telling.</summary>
    public bool Covers(string ruleId, string subject) => (RuleId.Length == 0 || RuleId == ruleId) && (Subject.Length == 0 || Subject == subject);
}
