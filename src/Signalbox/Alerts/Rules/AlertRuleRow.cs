using System.Text.Json;
using Signalbox.Audit;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Rules;

/// <summary>A row of <c>alert_rules</c>, with what was seen when it was last looked at.</summary>
internal sealed record AlertRuleRow : IManagedRow<AlertRuleDraft>
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    /// <summary>JSON of <see cref="AlertRuleDraft"/>.</summary>
    public required string Terms { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    string IManagedRow<AlertRuleDraft>.Label => Name;

    /// <summary>When it was last looked at; null while it never was.</summary>
    public long? LookedAt { get; init; }
    /// <summary>Why that did not work.</summary>
    public string? Problem { get; init; }
    /// <summary>JSON list of <see cref="AlertReading"/>.</summary>
    public string? Readings { get; init; }

    /// <summary>The rule as it is written.</summary>
    public AlertRuleDraft ToDraft() => JsonSerializer.Deserialize(Terms, AlertsJson.Default.AlertRuleDraft)! with { Name = Name, Kind = Kind };
}
