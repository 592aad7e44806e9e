namespace Signalbox.Routing;

/// <summary>What a route group is set to besides its columns, as the database keeps it.</summary>
internal sealed record RouteGroupSettings
{
    /// <summary>See <see cref="RouteGroupDraft.Fallback"/>.</summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Shadow"/>.</summary>
    public ShadowDraft? Shadow { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Promotion"/>.</summary>
    public PromotionRuleDraft? Promotion { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Watch"/>.</summary>
    public WatchDraft? Watch { get; init; }
}
