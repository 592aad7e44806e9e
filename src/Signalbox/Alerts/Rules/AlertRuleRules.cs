using Signalbox.Admin;

namespace Signalbox.Alerts.Rules;

/// <summary>What must hold of a rule as it is written. What it refers to is looked up by <see cref="AlertReferences"/>.</summary>
internal static class AlertRuleRules
{
    /// <summary>What alerts can be told apart by.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["organization", "team", "project", "user", "key", "target", "provider", "deployment"];

    /// <summary>What anomalies are looked for in.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["requests", "errors", "tokens", "cost"];

    private static readonly string[] Directions = ["above", "below", "both"];
    private static readonly string[] Burnings = ["any", "urgent", "slow"];
    private const int MostDestinations = 20;

    /// <summary>Notes what is wrong.</summary>
    public static void Check(FieldErrors errors, AlertRuleDraft draft)
    {
        Names.Require(errors, "name", draft.Name);
        if (draft.Kind is null || !AlertKinds.All.Contains(draft.Kind))
            errors.Add("kind", $"must be one of {string.Join(", ", AlertKinds.All)}.{(Suggestion.For(draft.Kind ?? "", AlertKinds.All) is { } near ? $" Did you mean {near}?" : "")}");
        errors.Require(draft.Description is null || draft.Description.Length <= 500, "description", "may have at most 500 characters.");
        RequireWord(errors, "severity", draft.Severity, Severities.All);
        errors.Require(draft.ForSeconds is >= 0 and <= 86_400, "for_seconds", "must be between 0 and 86,400.");
        errors.Require(draft.ResolveAfterSeconds is >= 0 and <= 86_400, "resolve_after_seconds", "must be between 0 and 86,400.");
        errors.Require(draft.RepeatMinutes is 0 or (>= 5 and <= 10_080), "repeat_minutes", "must be between 5 and 10,080, or 0 for never.");
        errors.Require(draft.WindowMinutes is >= 1 and <= 10_080, "window_minutes", "must be between 1 and 10,080 (a week).");
        errors.Require(draft.MinCalls is >= 1 and <= 1_000_000, "min_calls", "must be between 1 and 1,000,000.");
        errors.Require(draft.Percentile is >= 50 and <= 99.9, "percentile", "must be between 50 and 99.9.");
        CheckThreshold(errors, draft);
        CheckBy(errors, draft);
        CheckScope(errors, draft);
        CheckAnomaly(errors, draft);
        RequireWord(errors, "burning", draft.Burning, Burnings);
        errors.Require(draft.Kind == AlertKinds.BurnRate == !string.IsNullOrEmpty(draft.Slo), "slo", "is required for burn_rate, and has no meaning for other kinds: the name of an objective.");
        errors.Require(draft.Destinations.Count <= MostDestinations, "destinations", $"may have at most {MostDestinations} entries.");
        for (var i = 0; i < draft.Destinations.Count; i++) errors.Require(!draft.Destinations.Take(i).Contains(draft.Destinations[i]), $"destinations[{i}]", $"'{draft.Destinations[i]}' stands twice.");
    }

    private static void CheckThreshold(FieldErrors errors, AlertRuleDraft draft)
    {
        if (draft.Threshold is not { } threshold) return;
        var (most, what) = draft.Kind switch
        {
            AlertKinds.Budget or AlertKinds.Quota => (1_000.0, "per cent of what there may be"),
            AlertKinds.ErrorRate or AlertKinds.Fallback => (100.0, "per cent of the calls"),
            AlertKinds.Latency => (86_400_000.0, "milliseconds"),
            _ => (0.0, ""),
        };
        if (most == 0) errors.Add("threshold", "has no meaning for this kind.");
        else errors.Require(threshold > 0 && threshold <= most, "threshold", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must be more than 0 and at most {most:N0}: {what}."));
    }

    private static void CheckBy(FieldErrors errors, AlertRuleDraft draft)
    {
        if (draft.By is null) return;
        RequireWord(errors, "by", draft.By, Dimensions);
        errors.Require(AlertKinds.LooksAtCalls(draft.Kind) || draft.Kind == AlertKinds.Anomaly, "by", "has no meaning for this kind: each budget, quota, provider and objective has an alert of its own.");
    }

    private static void CheckScope(FieldErrors errors, AlertRuleDraft draft)
    {
        string[] meaningful = draft.Kind switch
        {
            AlertKinds.Budget or AlertKinds.Quota => ["organization", "team", "project", "user", "key"],
            AlertKinds.Provider => ["provider"],
            AlertKinds.BurnRate => [],
            _ => [.. Dimensions],
        };
        foreach (var (dimension, value) in draft.Scope.Given())
        {
            errors.Require(meaningful.Contains(dimension), $"scope.{dimension}", $"has no meaning for the kind {draft.Kind}.");
            errors.Require(value.Length <= 200 && !value.Any(char.IsControl), $"scope.{dimension}", "must be one line of at most 200 characters.");
        }
    }

    private static void CheckAnomaly(FieldErrors errors, AlertRuleDraft draft)
    {
        RequireWord(errors, "measure", draft.Measure, Measures);
        RequireWord(errors, "direction", draft.Direction, Directions);
        errors.Require(draft.Sensitivity is >= 3 and <= 20, "sensitivity", "must be between 3 and 20.");
        errors.Require(draft.Weeks is >= 2 and <= 12, "weeks", "must be between 2 and 12.");
        errors.Require(draft.Floor is null or (>= 0 and <= 1e15), "floor", "must be between 0 and 1e15.");
        errors.Require(draft.TimeZone.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(draft.TimeZone, out var zone) && zone.HasIanaId, "time_zone", "must be a time zone by its IANA name, such as Europe/Berlin.");
    }

    private static void RequireWord(FieldErrors errors, string field, string word, IReadOnlyList<string> words) =>
        errors.Require(words.Contains(word), field, $"must be one of {string.Join(", ", words)}.");
}
