namespace Signalbox.Access.Decisions;

/// <summary>The decision for one asset.</summary>
/// <param name="AssetKind">What kind of thing.</param>
/// <param name="Asset">Its name.</param>
/// <param name="Tags">Its access groups.</param>
/// <param name="Allowed">Whether the subject may use it.</param>
/// <param name="Reason">Stable word for the reason.</param>
/// <param name="Rule">Names the rule that decided and, when denied, what would have to change.</param>
/// <param name="Level">The level that decided.</param>
/// <param name="Grant">The grant that decided, or that would if its condition held; null when none did.</param>
internal sealed record EffectiveAssetView(
    string AssetKind, string Asset, IReadOnlyList<string> Tags, bool Allowed, string Reason, string Rule, string Level, GrantFindingView? Grant);
