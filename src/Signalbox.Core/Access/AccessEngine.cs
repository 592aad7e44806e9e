using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>
/// Judges whether the holder of a scope chain may use an asset of any kind. The organization is the ceiling; each scope below either passes on what
/// it gets or narrows it. Nothing below ever widens.
/// <code>
///   organization --> team --> project --> user --> key --> allowed
///        |             |         |          |       |
///        +-------------+---------+----------+-------+----> denied, by the first that does not let the asset pass
/// </code>
/// </summary>
public static class AccessEngine
{
    /// <summary>Decides; allocates nothing and looks up no name.</summary>
    /// <param name="chain">The caller's scopes and environment.</param>
    /// <param name="asset">The asset, of the same snapshot; null, or one of another snapshot, is never allowed.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static AccessDecision Decide(ScopeChain chain, Asset? asset, long now)
    {
        var rule = chain.Organization;
        if (asset is null || !ReferenceEquals(asset.Catalog, rule.Access.Catalog)) return new(AccessReason.UnknownAsset, rule, asset, default, chain, now);

        var verdict = Judge(rule, asset, now, chain.Environment);
        if (verdict.Passes && Lets(chain.Team, chain, asset, now, ref rule, ref verdict) && Lets(chain.Project, chain, asset, now, ref rule, ref verdict)
            && Lets(chain.User, chain, asset, now, ref rule, ref verdict))
            Lets(chain.Key, chain, asset, now, ref rule, ref verdict);
        return new(Reason(rule, verdict), rule, asset, verdict, chain, now);
    }

    /// <summary>What one scope says of an asset: the evaluation that every decision and every explanation is made of.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="asset">An asset of its catalog.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="caller">Where the caller is.</param>
    public static ScopeVerdict Judge(Scope scope, Asset asset, long now, Environments caller)
    {
        var rule = scope.Access.Of(asset.Kind);
        if (rule.Effect == ScopeEffect.PassesOn) return new(ScopeOutcome.PassesOn);
        if (rule.Effect == ScopeEffect.NarrowsToLegacyList) return new(rule.Listed!.Contains(asset.Index) ? ScopeOutcome.Listed : ScopeOutcome.NotListed);
        if (rule.Unconditional.Contains(asset.Index)) return new(ScopeOutcome.Granted);

        var denial = new ScopeVerdict(ScopeOutcome.NotGranted);
        foreach (var grant in rule.Conditional)
        {
            if (!grant.Assets.Contains(asset.Index)) continue;
            var state = grant.Grant.StateAt(now, caller);
            if (state == GrantState.Holds) return new(ScopeOutcome.Granted, grant);
            // A grant that is alive elsewhere says more than one that is over.
            if (state == GrantState.OtherEnvironment) denial = new(ScopeOutcome.OtherEnvironment, grant);
            else if (denial.Outcome == ScopeOutcome.NotGranted) denial = new(ScopeOutcome.Expired, grant);
        }
        return denial;
    }

    /// <summary>The decision together with what each level says, by the same evaluation.</summary>
    public static AccessExplanation Explain(ScopeChain chain, Asset? asset, long now)
    {
        var decision = Decide(chain, asset, now);
        if (decision.Reason == AccessReason.UnknownAsset) return new(decision, []);
        return new(decision, [.. chain.Levels.Select(scope => ScopeExplanation.Of(scope, asset!, now, chain.Environment))]);
    }

    private static bool Lets(Scope? scope, ScopeChain chain, Asset asset, long now, ref Scope rule, ref ScopeVerdict verdict)
    {
        if (scope is null) return true;
        var own = Judge(scope, asset, now, chain.Environment);
        if (own.Outcome == ScopeOutcome.PassesOn) return true;
        rule = scope;
        verdict = own;
        return own.Passes;
    }

    private static AccessReason Reason(Scope rule, ScopeVerdict verdict) => verdict.Outcome switch
    {
        ScopeOutcome.NotGranted => rule.Kind == ScopeKind.Organization ? AccessReason.NotGrantedByOrganization : AccessReason.NotGrantedByRestriction,
        ScopeOutcome.Expired => AccessReason.GrantExpired,
        ScopeOutcome.OtherEnvironment => AccessReason.OtherEnvironment,
        ScopeOutcome.NotListed => AccessReason.NotInLegacyList,
        _ => AccessReason.Granted,
    };
}
