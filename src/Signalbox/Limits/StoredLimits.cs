using System.Text.Json;
using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>Limits and budgets in their stored form, JSON, and as the snapshot needs them.</summary>
internal static class StoredLimits
{
    private static readonly int[] DefaultThresholds = [70, 90, 100];

    /// <summary>The stored form; null when nothing is limited.</summary>
    public static string? Write(LimitsDraft? limits) => limits is null or
        {
            Rpm: null, Tpm: null, Concurrency: null, Burst: null, Quotas.Count: 0, Assets.Count: 0, TimeZone: null, TokenWeights: null, QuotaStatus: null, CutOff: false, Queue: null, Priority: null, Exact: false, Exempt: false,
        }
        ? null
        : JsonSerializer.Serialize(limits, LimitsJson.Default.LimitsDraft);

    /// <summary>The stored form; null when there is none.</summary>
    public static string? Write(BudgetDraft? budget) => budget is null ? null : JsonSerializer.Serialize(budget, LimitsJson.Default.BudgetDraft);

    /// <summary>From the stored form.</summary>
    public static LimitsDraft? ReadLimits(string? stored) => stored is null ? null : JsonSerializer.Deserialize(stored, LimitsJson.Default.LimitsDraft);

    /// <summary>From the stored form.</summary>
    public static BudgetDraft? ReadBudget(string? stored) => stored is null ? null : JsonSerializer.Deserialize(stored, LimitsJson.Default.BudgetDraft);

    /// <summary>As the snapshot needs them; null when nothing is limited.</summary>
    public static ScopeLimits? ToScope(string? limits, string? budget)
    {
        if (limits is null && budget is null) return null;
        var draft = ReadLimits(limits) ?? new LimitsDraft();
        List<LimitRule> rules = [.. Rules(draft, asset: null, draft.Rpm, draft.Tpm, draft.Concurrency, draft.Quotas)];
        if (draft is { Burst: { } burst, Rpm: { } rpm })
            rules.Add(new LimitRule { Measure = LimitMeasure.Requests, Period = LimitPeriod.Burst, Amount = burst, PerMinute = rpm, Queue = QueueOf(draft) });
        foreach (var one in draft.Assets) rules.AddRange(Rules(draft, one.Asset, one.Rpm, one.Tpm, one.Concurrency, one.Quotas));
        if (ReadBudget(budget) is { } money) rules.Add(Rule(money));
        return new ScopeLimits(rules, draft.Exempt, draft.Priority);
    }

    /// <summary>The period of that name, or null.</summary>
    public static LimitPeriod? ParsePeriod(string? name) => name switch
    {
        "hour" => LimitPeriod.Hour,
        "day" => LimitPeriod.Day,
        "week" => LimitPeriod.Week,
        "month" => LimitPeriod.Month,
        _ => null,
    };

    private static IEnumerable<LimitRule> Rules(LimitsDraft draft, string? asset, long? rpm, long? tpm, long? concurrency, IReadOnlyList<QuotaDraft> quotas)
    {
        if (rpm is { } requests) yield return Rule(draft, asset, LimitMeasure.Requests, LimitPeriod.Minute, requests);
        if (tpm is { } tokens) yield return Rule(draft, asset, LimitMeasure.Tokens, LimitPeriod.Minute, tokens);
        if (concurrency is { } calls) yield return Rule(draft, asset, LimitMeasure.Concurrency, LimitPeriod.Now, calls);
        foreach (var quota in quotas)
            yield return Rule(
                draft, asset, quota.Requests is null ? LimitMeasure.Tokens : LimitMeasure.Requests, ParsePeriod(quota.Period)!.Value, (quota.Requests ?? quota.Tokens)!.Value);
    }

    private static LimitRule Rule(LimitsDraft draft, string? asset, LimitMeasure measure, LimitPeriod period, long amount) => new()
    {
        Measure = measure,
        Period = period,
        Amount = amount,
        Asset = asset,
        TimeZone = draft.TimeZone ?? "UTC",
        Weights = draft.TokenWeights is { } weights ? new TokenWeights(Thousandths(weights.Cached), Thousandths(weights.CacheWrite), Thousandths(weights.Reasoning)) : TokenWeights.Even,
        CutsOff = draft.CutOff,
        Queue = period < LimitPeriod.Hour ? QueueOf(draft) : null,
        Exact = draft.Exact,
        QuotaIsTooManyRequests = draft.QuotaStatus == 429,
    };

    private static LimitQueue? QueueOf(LimitsDraft draft) => draft.Queue is { } queue ? new LimitQueue(queue.Depth, queue.MaxWaitMs) : null;

    private static LimitRule Rule(BudgetDraft budget) => new()
    {
        Measure = LimitMeasure.Cost,
        Period = ParsePeriod(budget.Period)!.Value,
        Amount = Micros(budget.Amount!.Value),
        TimeZone = budget.TimeZone ?? "UTC",
        Hard = budget.Hard,
        CutsOff = budget.CutOff,
        Thresholds = [.. budget.Thresholds ?? DefaultThresholds],
        Raise = budget.Raise is { } raise ? Micros(raise.Amount!.Value) : 0,
        RaiseUntil = budget.Raise?.Until?.ToUnixTimeMilliseconds() ?? 0,
    };

    private static int Thousandths(decimal weight) => (int)(weight * TokenWeights.One);

    private static long Micros(decimal usd) => (long)(usd * 1_000_000m);
}
