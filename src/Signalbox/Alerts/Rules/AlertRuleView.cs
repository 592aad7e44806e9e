using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Rules;

/// <summary>A rule as the API shows it, with what was seen when it was last looked at.</summary>
internal sealed record AlertRuleView(
    string Id, string Name, string? Description, string Kind, bool Enabled, string Severity, AlertScopeDraft Scope, string? By, double? Threshold, double Percentile, int WindowMinutes,
    int MinCalls, int ForSeconds, int ResolveAfterSeconds, int RepeatMinutes, IReadOnlyList<string> Destinations, string Measure, string Direction, double Sensitivity, int Weeks,
    double? Floor, string TimeZone, string? Slo, string Burning, DateTimeOffset? LookedAt, string? Problem, IReadOnlyList<ReadingView> Readings, string Owner, string Etag,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static AlertRuleView Of(AlertRuleRow row)
    {
        var d = row.ToDraft();
        return new(
            row.Id, row.Name, d.Description, row.Kind, d.Enabled, d.Severity, d.Scope, d.By, d.Threshold, d.Percentile, d.WindowMinutes, d.MinCalls, d.ForSeconds, d.ResolveAfterSeconds,
            d.RepeatMinutes, d.Destinations, d.Measure, d.Direction, d.Sensitivity, d.Weeks, d.Floor, d.TimeZone, d.Slo, d.Burning,
            row.LookedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, row.Problem, ReadingView.Of(row.Readings), row.Owner, Preconditions.ETag(row.Revision),
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt));
    }
}

/// <summary>What was read of one subject.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Name">The same for people.</param>
/// <param name="Holds">Whether the rule's condition holds; null when too little is known.</param>
/// <param name="Level">The highest threshold that is reached, where there are several; else 0.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">Against what.</param>
/// <param name="Unit">percent, ms, score, factor or none.</param>
/// <param name="Sample">Of how many calls or hours.</param>
/// <param name="Summary">What was seen, in one sentence.</param>
internal sealed record ReadingView(string Subject, string Name, bool? Holds, int Level, double? Value, double? Threshold, string Unit, long Sample, string Summary)
{
    /// <summary>A reading as the API shows it.</summary>
    public static ReadingView Of(AlertReading reading) => new(
        reading.Subject, reading.Name, reading.IsBreached, reading.Level, reading.Value, reading.Threshold, reading.Unit, reading.Sample, reading.Summary);

    /// <summary>From the stored list.</summary>
    public static IReadOnlyList<ReadingView> Of(string? stored) =>
        stored is null ? [] : [.. JsonSerializer.Deserialize(stored, AlertsJson.Default.IReadOnlyListAlertReading)!.Select(Of)];
}

/// <summary>Whether a rule would fire now, and on what figures.</summary>
/// <param name="WouldFire">Whether its condition holds of anything now.</param>
/// <param name="Readings">What was read, one by one.</param>
internal sealed record AlertRuleEvaluationView(bool WouldFire, IReadOnlyList<ReadingView> Readings)
{
    /// <summary>From what was read.</summary>
    public static AlertRuleEvaluationView Of(IReadOnlyList<AlertReading> readings) => new(readings.Any(reading => reading.IsBreached == true), [.. readings.Select(ReadingView.Of)]);
}
