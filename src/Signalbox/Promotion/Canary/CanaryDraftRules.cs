using System.Globalization;
using Signalbox.Admin;
using Signalbox.Core.Promotion.Canary;

namespace Signalbox.Promotion.Canary;

/// <summary>What must hold of a promotion by steps as it is asked for.</summary>
internal static class CanaryDraftRules
{
    /// <summary>Checks.</summary>
    /// <exception cref="ProblemException">400 naming the field.</exception>
    public static void Check(CanaryDraft draft)
    {
        var errors = new FieldErrors();
        foreach (var (step, message) in CanaryRules.Check(draft.ToSteps()))
            errors.Add(step is { } place ? string.Create(CultureInfo.InvariantCulture, $"steps[{place}].percent") : "steps", message);
        for (var i = 0; i < draft.Steps.Count; i++)
            errors.Require(draft.Steps[i].BakeMinutes is >= 0 and <= 10_080, $"steps[{i}].bake_minutes", "must be between 0 and 10,080.");
        errors.Require(draft.MinCalls is >= 2 and <= 10_000, "min_calls", "must be between 2 and 10,000.");
        errors.Require(draft.MaxErrorPercent is null or (>= 0 and <= 100), "max_error_percent", "must be between 0 and 100.");
        errors.Require(draft.MaxLatencyRatio is null or (>= 0.1 and <= 100), "max_latency_ratio", "must be between 0.1 and 100.");
        errors.Require(draft.MaxCostRatio is null or (>= 0.01 and <= 100), "max_cost_ratio", "must be between 0.01 and 100.");
        errors.ThrowIfAny();
    }
}
