using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>Allow or deny, with the scope whose rule decided. The same at runtime and in a preview.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The scope that decided: the one that denies, or for an allowed asset the innermost that narrows.</param>
/// <param name="Asset">What was asked for; null when there is no such asset.</param>
/// <param name="Verdict">What that scope says.</param>
/// <param name="Chain">Who was judged.</param>
/// <param name="At">When, Unix milliseconds.</param>
public readonly record struct AccessDecision(AccessReason Reason, Scope Rule, Asset? Asset, ScopeVerdict Verdict, ScopeChain Chain, long At)
{
    /// <summary>The caller's environment.</summary>
    public Environments Caller => Chain.Environment;

    /// <summary>Whether the asset may be used.</summary>
    public bool Allowed => Reason == AccessReason.Granted;

    /// <summary>The grant that decided, or that would if its condition held; null when a missing grant, a legacy list or no rule at all decided.</summary>
    public CompiledGrant? Grant => Verdict.Grant ?? (Allowed && Verdict.Outcome == ScopeOutcome.Granted ? Rule.Access.Of(Asset!.Kind).FindUnconditional(Asset) : null);

    /// <summary>
    /// Every level that keeps the asset from the caller, outermost first, with what it says. All of them would have to change for the asset to be
    /// allowed. None when it is allowed or unknown.
    /// </summary>
    public IEnumerable<(Scope Scope, ScopeVerdict Verdict)> Obstacles
    {
        get
        {
            if (Allowed || Reason == AccessReason.UnknownAsset) yield break;
            foreach (var scope in Chain.Levels)
                if (AccessEngine.Judge(scope, Asset!, At, Caller) is { Passes: false } verdict)
                    yield return (scope, verdict);
        }
    }

    /// <summary>A few sentences naming the rule and, when denied, what would have to change at each level that denies.</summary>
    /// <param name="name">The name that was asked for.</param>
    public string Explain(string name) => DecisionText.Write(this, name);
}
