using Signalbox.Admin;
using Signalbox.Core.Assets;

namespace Signalbox.Quality.Contracts;

/// <summary>What must hold of a contract as it is written.</summary>
internal static class ContractRules
{
    /// <summary>How a contract may have to stand for a promotion.</summary>
    public static IReadOnlyList<string> PromotionStandings { get; } = ["any", "not_red", "green"];

    /// <summary>Parts that a rollback may go by.</summary>
    public static IReadOnlyList<string> RollbackParts { get; } = ["cost", "latency", "reliability"];

    private static readonly string[] Apis = ["chat", "responses", "messages", "embeddings"];
    private static readonly string[] ToolApis = ["chat", "responses", "messages"];
    private static readonly string[] Places = ["{prompt}", "{first}", "{second}"];
    private const int MostTexts = 32;
    private const int MostSuites = 16;

    /// <summary>What a modality asks of a deployment; text asks nothing.</summary>
    public static IReadOnlyDictionary<string, ModelCapabilities> Modalities { get; } = new Dictionary<string, ModelCapabilities>(StringComparer.Ordinal)
    {
        ["text"] = ModelCapabilities.None, ["image"] = ModelCapabilities.Images, ["audio"] = ModelCapabilities.Audio, ["document"] = ModelCapabilities.Pdf,
    };

    /// <summary>Notes what is wrong.</summary>
    public static void Check(FieldErrors errors, QualityContractDraft draft)
    {
        CheckTexts(errors, "users", draft.Users);
        CheckTexts(errors, "tasks", draft.Tasks);
        CheckWords(errors, "api_shapes", draft.ApiShapes, Apis);
        CheckWords(errors, "tools", draft.Tools, ToolApis);
        CheckWords(errors, "modalities", draft.Modalities, [.. Modalities.Keys]);
        CheckSuccess(errors, draft.Success);
        if (draft.Cost is { } cost) Check(errors, cost);
        if (draft.Latency is { } latency) Check(errors, latency);
        if (draft.Reliability is { } reliability) Check(errors, reliability);
        errors.Require(draft.Period.Hours is >= 1 and <= 720, "period.hours", "must be between 1 and 720.");
        errors.Require(draft.Period.MinCalls is >= 2 and <= 10_000, "period.min_calls", "must be between 2 and 10,000.");
        if (draft.Promotion is { } promotion) Check(errors, promotion);
        if (draft.Rollback is { } rollback) Check(errors, rollback, draft);
        if (draft.Judge is { } judge) Check(errors, judge);
    }

    private static void CheckTexts(FieldErrors errors, string field, IReadOnlyList<string> texts)
    {
        errors.Require(texts.Count <= MostTexts, field, $"may have at most {MostTexts} entries.");
        for (var i = 0; i < texts.Count; i++)
            errors.Require(IsLine(texts[i], 200), $"{field}[{i}]", "must be one line of 1 to 200 characters.");
    }

    private static void CheckWords(FieldErrors errors, string field, IReadOnlyList<string> words, IReadOnlyCollection<string> known)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!known.Contains(words[i])) errors.Add($"{field}[{i}]", $"must be one of {string.Join(", ", known)}.");
            else if (words.Take(i).Contains(words[i])) errors.Add($"{field}[{i}]", $"'{words[i]}' stands twice.");
        }
    }

    private static void CheckSuccess(FieldErrors errors, IReadOnlyList<SuccessDraft> success)
    {
        errors.Require(success.Count <= MostSuites, "success", $"may have at most {MostSuites} entries.");
        for (var i = 0; i < success.Count; i++)
        {
            var (at, term) = ($"success[{i}]", success[i]);
            errors.Require(IsLine(term.Suite, 200), $"{at}.suite", "is required: the suite's name in one line of at most 200 characters, as evaluations give it.");
            errors.Require(term.MinPassPercent is not null || term.MinScore is not null, $"{at}.min_pass_percent", "is required, or min_score: what must the evaluation show?");
            RequirePercent(errors, $"{at}.min_pass_percent", term.MinPassPercent);
            errors.Require(term.MinScore is null or (>= -1000 and <= 1000), $"{at}.min_score", "must be between -1,000 and 1,000.");
            errors.Require(term.MinTasks is >= 2 and <= 100_000, $"{at}.min_tasks", "must be between 2 and 100,000.");
            errors.Require(term.MaxAgeDays is >= 1 and <= 3650, $"{at}.max_age_days", "must be between 1 and 3,650.");
        }
    }

    private static void Check(FieldErrors errors, CostTargetDraft cost)
    {
        RequirePositive(errors, "cost.max_usd_per_call", cost.MaxUsdPerCall);
        RequirePositive(errors, "cost.baseline_usd_per_call", cost.BaselineUsdPerCall);
        RequirePercent(errors, "cost.min_saving_percent", cost.MinSavingPercent);
        errors.Require(cost.MinSavingPercent is null || cost.BaselineUsdPerCall is not null, "cost.baseline_usd_per_call", "is required with min_saving_percent: what a call would cost otherwise.");
    }

    private static void Check(FieldErrors errors, LatencyTargetDraft latency)
    {
        RequirePositive(errors, "latency.max_p50_ms", latency.MaxP50Ms);
        RequirePositive(errors, "latency.max_p95_ms", latency.MaxP95Ms);
        RequirePositive(errors, "latency.max_first_token_p95_ms", latency.MaxFirstTokenP95Ms);
        RequirePositive(errors, "latency.min_tokens_per_second", latency.MinTokensPerSecond);
    }

    private static void Check(FieldErrors errors, ReliabilityTargetDraft reliability)
    {
        RequirePercent(errors, "reliability.max_fallback_percent", reliability.MaxFallbackPercent);
        RequirePercent(errors, "reliability.max_timeout_percent", reliability.MaxTimeoutPercent);
        RequirePercent(errors, "reliability.max_error_percent", reliability.MaxErrorPercent);
    }

    private static void Check(FieldErrors errors, ContractPromotionDraft promotion)
    {
        errors.Require(promotion.Note is null or { Length: <= 1000 }, "promotion.note", "must be at most 1,000 characters.");
        errors.Require(PromotionStandings.Contains(promotion.Standing), "promotion.standing", $"must be one of {string.Join(", ", PromotionStandings)}.");
        errors.Require(promotion.Suite is null || IsLine(promotion.Suite, 200), "promotion.suite", "must be one line of 1 to 200 characters.");
        errors.Require(promotion.MaxScoreDrop is null or (>= 0 and <= 1000), "promotion.max_score_drop", "must be between 0 and 1,000.");
        errors.Require(promotion.Suite is null == promotion.MaxScoreDrop is null, promotion.Suite is null ? "promotion.suite" : "promotion.max_score_drop", "is required with the other: suite says by which tasks, max_score_drop how much.");
        errors.Require(promotion.MinTasks is >= 2 and <= 100_000, "promotion.min_tasks", "must be between 2 and 100,000.");
        errors.Require(promotion.MaxAgeDays is >= 1 and <= 3650, "promotion.max_age_days", "must be between 1 and 3,650.");
    }

    private static void Check(FieldErrors errors, ContractRollbackDraft rollback, QualityContractDraft draft)
    {
        errors.Require(rollback.Note is null or { Length: <= 1000 }, "rollback.note", "must be at most 1,000 characters.");
        CheckWords(errors, "rollback.on", rollback.On, RollbackParts);
        for (var i = 0; i < rollback.On.Count; i++)
            errors.Require(rollback.On[i] switch { "cost" => draft.Cost is not null, "latency" => draft.Latency is not null, "reliability" => draft.Reliability is not null, _ => true },
                $"rollback.on[{i}]", $"The contract asks for nothing of {rollback.On[i]}. Say what first.");
    }

    private static void Check(FieldErrors errors, JudgeDraft judge)
    {
        errors.Require(!string.IsNullOrEmpty(judge.Model), "judge.model", "is required: the name of a model.");
        RequirePercent(errors, "judge.sample_percent", judge.SamplePercent);
        errors.Require(judge.DailyCostUsd is >= 0.000001 and <= 1_000_000, "judge.daily_cost_usd", "must be between 0.000001 and 1,000,000.");
        if (judge.Template is not { } template) return;
        errors.Require(template.Length <= 8000, "judge.template", "must be at most 8,000 characters.");
        foreach (var place in Places) errors.Require(template.Contains(place, StringComparison.Ordinal), "judge.template", $"must say where {place} goes.");
    }

    private static void RequirePercent(FieldErrors errors, string field, double? value) => errors.Require(value is null or (>= 0 and <= 100), field, "must be between 0 and 100.");

    private static void RequirePositive(FieldErrors errors, string field, double? value) => errors.Require(value is null or (> 0 and <= 1e9), field, "must be above 0, and at most 1,000,000,000.");

    /// <summary>One line of text, of a length.</summary>
    public static bool IsLine(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);
}
