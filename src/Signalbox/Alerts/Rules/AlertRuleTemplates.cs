namespace Signalbox.Alerts.Rules;

/// <summary>Rules that most gateways want, ready to be switched on.</summary>
internal static class AlertRuleTemplates
{
    /// <summary>All of them. Whoever takes one adds destinations.</summary>
    public static IReadOnlyList<AlertRuleDraft> All { get; } =
    [
        new() { Name = "budgets", Kind = AlertKinds.Budget, Description = "A budget reaches one of its thresholds: 70, 90 and 100 per cent unless it says others.", ForSeconds = 0, RepeatMinutes = 0 },
        new() { Name = "quotas near their end", Kind = AlertKinds.Quota, Description = "A quota of requests or tokens is used to 90 per cent.", Threshold = 90, ForSeconds = 0, RepeatMinutes = 0 },
        new() { Name = "provider failing", Kind = AlertKinds.Provider, Severity = "critical", Description = "An instance keeps calls away from a provider or deployment, since it fails.", ForSeconds = 30, RepeatMinutes = 60 },
        new() { Name = "errors", Kind = AlertKinds.ErrorRate, Severity = "critical", By = "target", Threshold = 5, Description = "More than 5 per cent of a target's calls fail.", WindowMinutes = 10, ForSeconds = 60, RepeatMinutes = 60 },
        new() { Name = "slow answers", Kind = AlertKinds.Latency, By = "target", Threshold = 30_000, Percentile = 95, Description = "More than 5 per cent of a target's answers take longer than 30 seconds.", WindowMinutes = 15, ForSeconds = 300 },
        new() { Name = "fallbacks", Kind = AlertKinds.Fallback, By = "target", Threshold = 20, Description = "More than 20 per cent of a target's calls are answered only by a second attempt.", WindowMinutes = 15, ForSeconds = 300 },
        new() { Name = "unusual cost", Kind = AlertKinds.Anomaly, By = "organization", Measure = "cost", Floor = 5, Description = "An organization costs far more than it usually does at this time of the week, step by step or at once.", ForSeconds = 0, ResolveAfterSeconds = 3600, RepeatMinutes = 1440 },
        new() { Name = "traffic gone", Kind = AlertKinds.Anomaly, Measure = "requests", Direction = "below", Floor = 100, Severity = "critical", Description = "Far fewer calls come than usually do at this time of the week.", ForSeconds = 0, ResolveAfterSeconds = 3600, RepeatMinutes = 1440 },
    ];
}
