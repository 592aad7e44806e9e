using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Limits;
using Signalbox.Routing;

namespace Signalbox.Limits;

/// <summary>What limits and budgets may say.</summary>
internal static class LimitDraftRules
{
    private const int MaxAssets = 100;
    private const int MaxQuotas = 8;
    private const decimal MaxUsd = LimitRule.MaxAmount / 1_000_000m;
    private static readonly string[] Periods = ["hour", "day", "week", "month"];

    /// <summary>Checks both.</summary>
    public static async Task RequireAsync(AdminTransaction transaction, FieldErrors errors, LimitsDraft? limits, BudgetDraft? budget)
    {
        if (budget is not null) Require(errors, budget);
        if (limits is null) return;
        var known = limits.Assets.Count == 0 ? [] : (await CallableTargetStore.NamesAsync(transaction)).ToHashSet(StringComparer.Ordinal);
        Require(errors, limits, known);
    }

    private static void Require(FieldErrors errors, LimitsDraft limits, HashSet<string> known)
    {
        RequireAmounts(errors, "limits", limits.Rpm, limits.Tpm, limits.Concurrency, limits.Quotas);
        RequireAmount(errors, "limits.burst", limits.Burst);
        errors.Require(limits.Burst is null || limits.Rpm is not null, "limits.burst", "needs rpm, which says how fast calls may come in the long run.");
        errors.Require(limits.Burst is null || limits.Rpm is null || limits.Burst <= limits.Rpm, "limits.burst", "must be at most rpm, since no minute may have more.");
        errors.Require(limits.QuotaStatus is null or 403 or 429, "limits.quota_status", "must be 403 or 429.");
        errors.Require(limits.Priority is null or (>= 1 and <= LimitQueue.HighestPriority), "limits.priority", "must be from 1 to 9; the higher is served first.");
        if (limits.Queue is { } queue)
        {
            errors.Require(queue.Depth is >= 1 and <= 10_000, "limits.queue.depth", "must be from 1 to 10,000.");
            errors.Require(queue.MaxWaitMs is >= 100 and <= 600_000, "limits.queue.max_wait_ms", "must be from 100 to 600,000 milliseconds.");
            errors.Require(
                limits is not { Rpm: null, Tpm: null, Concurrency: null } || limits.Assets.Any(one => one is not { Rpm: null, Tpm: null, Concurrency: null }), "limits.queue",
                "needs rpm, tpm or concurrency: calls wait for these. Nobody waits for a quota or a budget to start anew.");
        }
        RequireZone(errors, "limits.time_zone", limits.TimeZone);
        if (limits.TokenWeights is { } weights)
        {
            RequireWeight(errors, "limits.token_weights.cached", weights.Cached);
            RequireWeight(errors, "limits.token_weights.cache_write", weights.CacheWrite);
            RequireWeight(errors, "limits.token_weights.reasoning", weights.Reasoning);
        }
        errors.Require(limits.Assets.Count <= MaxAssets, "limits.assets", $"may have at most {MaxAssets} entries.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < limits.Assets.Count; i++)
        {
            var (at, one) = ($"limits.assets[{i}]", limits.Assets[i]);
            if (string.IsNullOrEmpty(one.Asset)) errors.Add($"{at}.asset", "is required: the name of a model or route group.");
            else if (!seen.Add(one.Asset)) errors.Add($"{at}.asset", $"'{one.Asset}' stands twice.");
            else if (!known.Contains(one.Asset))
                errors.Add($"{at}.asset", $"There is no model or route group '{one.Asset}'.{(Suggestion.For(one.Asset, known) is { } near ? $" Did you mean '{near}'?" : "")}");
            RequireAmounts(errors, at, one.Rpm, one.Tpm, one.Concurrency, one.Quotas);
        }
    }

    private static void Require(FieldErrors errors, BudgetDraft budget)
    {
        RequireUsd(errors, "budget.amount", budget.Amount);
        RequirePeriod(errors, "budget.period", budget.Period);
        RequireZone(errors, "budget.time_zone", budget.TimeZone);
        var thresholds = budget.Thresholds ?? [];
        errors.Require(thresholds.Count <= 10 && thresholds.All(percent => percent is >= 1 and <= 1000), "budget.thresholds", "must be at most ten whole numbers from 1 to 1000, in per cent.");
        errors.Require(thresholds.Zip(thresholds.Skip(1)).All(pair => pair.First < pair.Second), "budget.thresholds", "must stand in rising order.");
        if (budget.Raise is not { } raise) return;
        RequireUsd(errors, "budget.raise.amount", raise.Amount);
        errors.Require(raise.Until is not null, "budget.raise.until", "is required: when the raise ends.");
    }

    private static void RequireAmounts(FieldErrors errors, string at, long? rpm, long? tpm, long? concurrency, IReadOnlyList<QuotaDraft> quotas)
    {
        RequireAmount(errors, $"{at}.rpm", rpm);
        RequireAmount(errors, $"{at}.tpm", tpm);
        RequireAmount(errors, $"{at}.concurrency", concurrency);
        errors.Require(quotas.Count <= MaxQuotas, $"{at}.quotas", $"may have at most {MaxQuotas} entries.");
        var seen = new HashSet<(bool, string?)>();
        for (var i = 0; i < quotas.Count; i++)
        {
            var (path, quota) = ($"{at}.quotas[{i}]", quotas[i]);
            RequirePeriod(errors, $"{path}.period", quota.Period);
            errors.Require(quota.Requests is null != quota.Tokens is null, path, "needs requests or tokens: give exactly one.");
            RequireAmount(errors, $"{path}.requests", quota.Requests);
            RequireAmount(errors, $"{path}.tokens", quota.Tokens);
            errors.Require(seen.Add((quota.Requests is null, quota.Period)), path, "stands twice: there can be one quota of a kind per period.");
        }
    }

    private static void RequireAmount(FieldErrors errors, string field, long? amount) => errors.Require(
        amount is null or (>= 1 and <= LimitRule.MaxAmount), field,
        $"must be a whole number from 1 to {LimitRule.MaxAmount:N0}. Leave it out for no limit; to allow nothing, take the grant away.");

    private static void RequireUsd(FieldErrors errors, string field, decimal? amount)
    {
        if (amount is not { } usd) errors.Add(field, "is required: US dollars, such as 50 or 0.25.");
        else if (usd <= 0 || usd > MaxUsd) errors.Add(field, $"must be more than 0 and at most {MaxUsd:N0} US dollars.");
        else errors.Require(usd * 1_000_000m == decimal.Truncate(usd * 1_000_000m), field, "may have at most six decimal places.");
    }

    private static void RequireWeight(FieldErrors errors, string field, decimal weight) => errors.Require(
        weight is >= 0 and <= 100 && weight * TokenWeights.One == decimal.Truncate(weight * TokenWeights.One), field, "must be from 0 to 100, with at most three decimal places.");

    private static void RequirePeriod(FieldErrors errors, string field, string? period)
    {
        if (StoredLimits.ParsePeriod(period) is not null) return;
        var near = Suggestion.For(period ?? "", Periods);
        errors.Add(field, $"must be hour, day, week or month.{(near is null ? "" : $" Did you mean '{near}'?")}");
    }

    private static void RequireZone(FieldErrors errors, string field, string? zone) => errors.Require(
        zone is null || (zone.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId), field,
        "must be a time zone by its IANA name, such as Europe/Berlin, that this system knows.");
}
