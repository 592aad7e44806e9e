using Signalbox.Admin;
using Signalbox.Audit;

namespace Signalbox.Routing.Registry;

/// <summary>What must hold of shadow traffic and of the promotion rule in a draft of a route group.</summary>
internal static class ShadowRules
{
    private const int MostModels = 8;

    /// <summary>Notes what is wrong.</summary>
    public static async Task CheckAsync(FieldErrors errors, AdminTransaction transaction, RouteGroupDraft draft)
    {
        var isRegistry = draft.Strategy == RouteStrategies.Primary;
        errors.Require(draft.Shadow is null || isRegistry, "shadow", "belongs to the strategy primary. Leave it out under any other.");
        errors.Require(draft.Promotion is null || isRegistry, "promotion", "belongs to the strategy primary. Leave it out under any other.");
        errors.Require(draft.Watch is null || isRegistry, "watch", "belongs to the strategy primary. Leave it out under any other.");
        if (draft.Promotion is { } rule) Check(errors, rule);
        if (draft.Watch is { } watch) Check(errors, watch);
        if (draft.Shadow is not { } shadow) return;
        errors.Require(shadow.SamplePercent is >= 0 and <= 100, "shadow.sample_percent", "must be between 0 and 100.");
        errors.Require(shadow.TimeoutSeconds is >= 1 and <= 300, "shadow.timeout_seconds", "must be between 1 and 300.");
        errors.Require(shadow.MaxConcurrency is >= 1 and <= 64, "shadow.max_concurrency", "must be between 1 and 64.");
        errors.Require(shadow.DailyCostUsd is null or (>= 0.000001m and <= 1_000_000m), "shadow.daily_cost_usd", "must be between 0.000001 and 1,000,000. Leave it out for no bound.");
        errors.Require(shadow.RetentionDays is >= 1 and <= 365, "shadow.retention_days", "must be between 1 and 365.");
        if (shadow.Models is not { } models) return;
        errors.Require(models.Count is >= 1 and <= MostModels, "shadow.models", $"needs 1 to {MostModels} entries. Leave it out for all members that are shadows.");
        for (var i = 0; i < models.Count; i++)
        {
            var at = $"shadow.models[{i}]";
            if (models.Take(i).Contains(models[i])) errors.Add(at, $"'{models[i]}' stands twice.");
            else if (await CallableTargetStore.FindKindAsync(transaction, models[i]) is not "model") errors.Add(at, $"There is no model '{models[i]}'.");
            else if (draft.Members.Any(m => m.Model == models[i] && m.Status == RegistryStatuses.Retired)) errors.Add(at, $"'{models[i]}' is retired in this group. Make it a shadow first.");
        }
    }

    private static void Check(FieldErrors errors, WatchDraft watch)
    {
        errors.Require(watch.Minutes is >= 1 and <= 1440, "watch.minutes", "must be between 1 and 1,440.");
        errors.Require(watch.MinCalls is >= 1 and <= 10_000, "watch.min_calls", "must be between 1 and 10,000.");
        errors.Require(watch.MaxErrorPercent is >= 0 and <= 100, "watch.max_error_percent", "must be between 0 and 100.");
    }

    private static void Check(FieldErrors errors, PromotionRuleDraft rule)
    {
        errors.Require(rule.MinPairs is >= 1 and <= 100_000, "promotion.min_pairs", "must be between 1 and 100,000.");
        errors.Require(rule.WindowDays is >= 1 and <= 90, "promotion.window_days", "must be between 1 and 90.");
        errors.Require(rule.MaxErrorPercent is null or (>= 0 and <= 100), "promotion.max_error_percent", "must be between 0 and 100.");
        errors.Require(rule.MaxLatencyRatio is null or (>= 0.1 and <= 100), "promotion.max_latency_ratio", "must be between 0.1 and 100.");
        errors.Require(rule.MaxCostRatio is null or (>= 0.01 and <= 100), "promotion.max_cost_ratio", "must be between 0.01 and 100.");
        errors.Require(rule.MinAgreementPercent is null or (>= 0 and <= 100), "promotion.min_agreement_percent", "must be between 0 and 100.");
    }
}
