namespace Signalbox.Alerts.Standing;

/// <summary>An alert as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RuleId">Its rule.</param>
/// <param name="Rule">The name of that.</param>
/// <param name="Kind">The rule's kind.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="SubjectName">The same for people.</param>
/// <param name="State">pending, firing or resolved.</param>
/// <param name="Summary">What was seen last, in one sentence.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">Against what.</param>
/// <param name="Unit">percent, ms, score, factor or none.</param>
/// <param name="StartedAt">The first sign.</param>
/// <param name="FiredAt">When it began to fire.</param>
/// <param name="ResolvedAt">When it was over.</param>
/// <param name="ToldAt">When somebody was told last; null when nobody was.</param>
/// <param name="Messages">How many messages it has caused.</param>
/// <param name="AcknowledgedBy">Who has taken it in hand.</param>
/// <param name="AcknowledgedNote">What they said.</param>
/// <param name="AcknowledgedAt">When.</param>
/// <param name="SilencedUntil">Until when a silence keeps it from telling; null when none does.</param>
internal sealed record AlertView(
    string Id, string RuleId, string Rule, string Kind, string Severity, string Subject, string SubjectName, string State, string Summary, double? Value, double? Threshold, string Unit,
    DateTimeOffset StartedAt, DateTimeOffset? FiredAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ToldAt, long Messages, string? AcknowledgedBy, string? AcknowledgedNote,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? SilencedUntil)
{
    /// <summary>A row as the API shows it.</summary>
    public static AlertView Of(AlertRow row, long? silencedUntil) => new(
        row.Id, row.RuleId, row.RuleName, row.Kind, row.Severity, row.Subject, row.SubjectName, row.State, row.Summary, row.Value, row.Threshold, row.Unit, At(row.StartedAt),
        At(row.FiredAt), At(row.ResolvedAt), At(row.ToldAt), row.Messages, row.AcknowledgedBy, row.AcknowledgedNote, At(row.AcknowledgedAt), At(silencedUntil));

    private static DateTimeOffset At(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private static DateTimeOffset? At(long? at) => at is { } known ? At(known) : null;
}
