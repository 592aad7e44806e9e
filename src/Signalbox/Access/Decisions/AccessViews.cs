using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Decisions;

/// <summary>Decisions and explanations as the API shows them. What they say is the engine's; nothing is decided here.</summary>
internal static class AccessViews
{
    /// <summary>An explanation.</summary>
    public static ExplanationView ToView(this AccessExplanation explanation, AccessSubject subject, AssetReference asset, Snapshot snapshot)
    {
        var decision = explanation.Decision;
        return new ExplanationView(
            $"{AccessModes.Name(subject.Kind)}:{subject.Id}", AssetKinds.Name(asset.Kind), asset.Name, EnvironmentNames.Of(decision.Caller).SingleOrDefault(),
            decision.Allowed, AccessReasons.Name(decision.Reason), decision.Explain(asset.Name),
            [.. explanation.Levels.Select(level => ToView(level, ReferenceEquals(level.Scope, decision.Rule)))], snapshot.Version);
    }

    /// <summary>A decision in a list.</summary>
    public static EffectiveAssetView ToView(this AccessDecision decision, Asset asset, long now) => new(
        AssetKinds.Name(asset.Kind), asset.Name, asset.Tags, decision.Allowed, AccessReasons.Name(decision.Reason), decision.Explain(asset.Name),
        AccessModes.Name(decision.Rule.Kind), decision.Grant is { } grant ? ToView(grant.Grant, grant.Grant.StateAt(now, decision.Caller)) : null);

    private static LevelView ToView(ScopeExplanation level, bool decided) => new(
        AccessModes.Name(level.Scope.Kind), level.Scope.Id, level.Scope.Name, Mode(level), level.Verdict.Passes, decided,
        [.. level.Grants.Select(finding => ToView(finding.Grant.Grant, finding.State))]);

    private static GrantFindingView ToView(Grant grant, GrantState state) => new(
        grant.Asset,
        grant.Form switch { GrantForm.Exact => "exact", GrantForm.Wildcard => "wildcard", _ => "tag" },
        state switch { GrantState.Holds => "holds", GrantState.Expired => "expired", _ => "other_environment" },
        grant.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        EnvironmentNames.Of(grant.Environments));

    private static string Mode(ScopeExplanation level) => (level.Scope.Kind, level.Effect) switch
    {
        (ScopeKind.Organization, ScopeEffect.PassesOn) => "open",
        (ScopeKind.Organization, _) => "ceiling",
        (_, ScopeEffect.PassesOn) => "inherit",
        (_, ScopeEffect.NarrowsToGrants) => "restrict",
        _ => "legacy_list",
    };
}
