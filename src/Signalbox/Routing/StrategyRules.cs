using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>What must hold of a draft's strategy, and of its members as far as the strategy goes by them.</summary>
internal static class StrategyRules
{
    /// <summary>Notes what is wrong.</summary>
    public static void Check(FieldErrors errors, RouteGroupDraft draft)
    {
        if (draft.Strategy is "weighted" or RouteStrategies.Ab)
            errors.Require(draft.Members.Any(m => m.Weight > 0), "members", "need at least one weight above 0.");
        if (draft.StickyBy is { } sticky)
        {
            errors.Require(RouteAffinities.Names.Contains(sticky), "sticky_by", $"must be one of {string.Join(", ", RouteAffinities.Names)}. Leave it out to draw each call anew.");
            errors.Require(draft.Strategy is "weighted" or "priority" or RouteStrategies.Ab, "sticky_by", "belongs to the strategies ab, weighted and priority: under the others, chance decides nothing.");
            errors.Require(draft.Strategy != RouteStrategies.Ab || sticky != "prompt", "sticky_by", "must be key, user or session under ab: a comparison is of those who call, not of what they say.");
        }
        CheckHedge(errors, draft);
        CheckScore(errors, draft);
    }

    /// <summary>Notes what is wrong with the policy that a draft names.</summary>
    public static async Task CheckPolicyAsync(FieldErrors errors, AdminTransaction transaction, RouteGroupDraft draft, GroupPolicies policies)
    {
        if (draft.Strategy != RouteStrategies.Policy)
        {
            errors.Require(draft.Policy is null, "policy", "belongs to the strategy policy. Leave it out under any other.");
            errors.Require(draft.PolicyFallback is null, "policy_fallback", "belongs to the strategy policy. Leave it out under any other.");
            return;
        }
        if (string.IsNullOrEmpty(draft.Policy)) errors.Add("policy", "is required under the strategy policy: the name of a routing policy.");
        else errors.Require(await policies.HasAsync(transaction, draft.Policy), "policy", $"There is no routing policy '{draft.Policy}'.");
        errors.Require(draft.PolicyFallback is null || RouteStrategies.Fallbacks.Contains(draft.PolicyFallback), "policy_fallback", $"must be one of {string.Join(", ", RouteStrategies.Fallbacks)}.");
        if (draft.PolicyFallback == "weighted") errors.Require(draft.Members.Any(m => m.Weight > 0), "members", "need at least one weight above 0.");
    }

    /// <summary>Notes members that could never serve what the group is for.</summary>
    public static async Task CheckMembersAsync(FieldErrors errors, AdminTransaction transaction, RouteGroupDraft draft, MemberModels models)
    {
        foreach (var unknown in draft.Requires.Where(name => !CapabilityNames.All.Contains(name)))
            errors.Add("requires", $"'{unknown}' is not known. Use {string.Join(", ", CapabilityNames.All)}.");
        var needs = CapabilityNames.Parse(draft.Requires);
        var embeds = new List<int>();
        for (var i = 0; i < draft.Members.Count; i++)
        {
            if (draft.Members[i].Model is not { Length: > 0 } name || await models.FindAsync(transaction, name) is not { Deployments.Count: > 0 } model) continue;
            if (GroupRequirements.Missing(needs, model) is not 0 and var missing) errors.Add($"members[{i}].model", $"'{name}' lacks {CapabilityNames.Write(missing)}, which the group requires. Take it out, or set the capabilities of its deployment if it can after all.");
            if (model.Deployments.Select(d => CapabilityNames.Parse(d.Capabilities)).All(set => set != 0 && (set & ModelCapabilities.Conversation) == 0)) embeds.Add(i);
        }
        if (embeds.Count == 0 || embeds.Count == draft.Members.Count) return;
        foreach (var i in embeds)
            errors.Add($"members[{i}].model", $"'{draft.Members[i].Model}' serves embeddings only, and other members serve conversations: no call could go to both. Make a group for each.");
    }

    private static void CheckHedge(FieldErrors errors, RouteGroupDraft draft)
    {
        if (draft.Hedge is not { } hedge) return;
        errors.Require(hedge.AfterMs is >= 10 and <= 60_000, "hedge.after_ms", "must be between 10 and 60,000.");
        errors.Require(hedge.MaxPercent is >= 1 and <= 100, "hedge.max_percent", "must be between 1 and 100. Leave hedge out to send no call twice.");
        errors.Require(
            draft.Strategy is not (RouteStrategies.Primary or RouteStrategies.Ab), "hedge",
            "cannot be under primary and ab, whose members are judged by the calls that they serve. Leave it out, or choose another strategy.");
        errors.Require(
            draft.Members.Count(m => m.Weight > 0 || draft.Strategy != "weighted") > 1, "hedge",
            "needs a second member that calls may be sent to: under weighted, one whose weight is above 0.");
    }

    private static void CheckScore(FieldErrors errors, RouteGroupDraft draft)
    {
        errors.Require(draft.Score is null || draft.Strategy == RouteStrategies.Score, "score", "belongs to the strategy score. Leave it out under any other.");
        var weights = draft.Score ?? new ScoreDraft();
        foreach (var (name, value) in new[] { ("health", weights.Health), ("latency", weights.Latency), ("cost", weights.Cost), ("quality", weights.Quality), ("load", weights.Load) })
            errors.Require(value is >= 0 and <= 100, $"score.{name}", "must be between 0 and 100.");
        errors.Require(weights.ToWeights().Total > 0, "score", "need at least one above 0.");
        for (var i = 0; i < draft.Members.Count; i++)
        {
            var quality = draft.Members[i].Quality;
            errors.Require(quality is null or (>= 0 and <= 1), $"members[{i}].quality", "must be between 0 and 1.");
            errors.Require(quality is null || draft.Strategy == RouteStrategies.Score, $"members[{i}].quality", "belongs to the strategy score. Leave it out under any other.");
            errors.Require(quality is not null || draft.Strategy != RouteStrategies.Score || weights.Quality == 0, $"members[{i}].quality", "is required while score.quality counts: from 0 to 1, what you hold of it.");
        }
    }
}
