using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>What one level says of an asset, and by which grants.</summary>
/// <param name="Scope">The level.</param>
/// <param name="Effect">What it does with what it gets.</param>
/// <param name="Verdict">What it says of the asset, by itself.</param>
/// <param name="Grants">Its grants that name the asset, each with its state. Where the level passes on, they have no effect.</param>
public sealed record ScopeExplanation(Scope Scope, ScopeEffect Effect, ScopeVerdict Verdict, IReadOnlyList<GrantFinding> Grants)
{
    /// <summary>Judges one level.</summary>
    public static ScopeExplanation Of(Scope scope, Asset asset, long now, Environments caller)
    {
        var rule = scope.Access.Of(asset.Kind);
        return new(scope, rule.Effect, AccessEngine.Judge(scope, asset, now, caller),
        [
            .. rule.Grants.Where(grant => grant.Assets.Contains(asset.Index)).Select(grant => new GrantFinding(grant, grant.Grant.StateAt(now, caller))),
        ]);
    }
}

/// <summary>A grant that names the asset.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="State">Whether it holds for the caller now.</param>
public readonly record struct GrantFinding(CompiledGrant Grant, GrantState State);
