namespace Signalbox.Access.Decisions;

/// <summary>Why a subject may or may not use an asset.</summary>
/// <param name="Subject">Who, as it was asked.</param>
/// <param name="AssetKind">What kind of thing.</param>
/// <param name="Asset">Which.</param>
/// <param name="Environment">dev, staging or prod; null when nothing says where the subject is.</param>
/// <param name="Allowed">The verdict, as a call gets it.</param>
/// <param name="Reason">Stable word for the reason.</param>
/// <param name="Rule">Names the rule that decided and, when denied, what would have to change; a refused call says the same.</param>
/// <param name="Levels">Each level that judges the subject, outermost first; none when there is no such asset.</param>
/// <param name="SnapshotVersion">The version of the registry that was asked.</param>
internal sealed record ExplanationView(
    string Subject, string AssetKind, string Asset, string? Environment, bool Allowed, string Reason, string Rule, IReadOnlyList<LevelView> Levels,
    long SnapshotVersion);

/// <summary>What one level says.</summary>
/// <param name="Level">organization, team, project, user or key.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mode">ceiling or open for an organization; inherit, restrict or legacy_list for a level below.</param>
/// <param name="Passes">Whether it lets the asset through, by itself.</param>
/// <param name="Decided">Whether it is the level that decided.</param>
/// <param name="Grants">Its grants that name the asset. Where the mode is inherit, they have no effect.</param>
internal sealed record LevelView(string Level, string Id, string Name, string Mode, bool Passes, bool Decided, IReadOnlyList<GrantFindingView> Grants);

/// <summary>A grant that names the asset.</summary>
/// <param name="Grant">Name, wildcard or tag.</param>
/// <param name="Form">exact, wildcard or tag.</param>
/// <param name="State">holds, expired or other_environment.</param>
/// <param name="ExpiresAt">From when it holds no more; null for never.</param>
/// <param name="Environments">Where it holds; none for everywhere.</param>
internal sealed record GrantFindingView(string Grant, string Form, string State, DateTimeOffset? ExpiresAt, IReadOnlyList<string> Environments);
