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

    /// <summary>See <see cref="RouteGroupDraft.Hedge"/>.</summary>
    public HedgeDraft? Hedge { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.StickyBy"/>.</summary>
    public string? StickyBy { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Score"/>.</summary>
    public ScoreDraft? Score { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Policy"/>.</summary>
    public string? Policy { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.PolicyFallback"/>.</summary>
    public string? PolicyFallback { get; init; }

    /// <summary>See <see cref="RouteGroupDraft.Requires"/>.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>By model; see <see cref="RouteGroupMemberDraft.Quality"/>.</summary>
    public IReadOnlyDictionary<string, double> Qualities { get; init; } = new Dictionary<string, double>();

    /// <summary>What a model is held of; null when nothing was said.</summary>
    public double? QualityOf(string model) => Qualities.TryGetValue(model, out var quality) ? quality : null;
}
