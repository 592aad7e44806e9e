namespace Signalbox.Routing;

/// <summary>The writable fields of a route group.</summary>
internal sealed record RouteGroupDraft
{
    /// <summary>The public name, unique among models and route groups; fixed once made.</summary>
    public string? Key { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>static, weighted, round_robin, priority, primary, least_latency, least_cost, score, ab or policy.</summary>
    public string Strategy { get; set; } = "static";

    /// <summary>Whether callers may use it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Access groups it belongs to: a grant of tag:NAME allows all targets that carry the tag. At most 32.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The member models, 1 to 64; replaced whole.</summary>
    public IReadOnlyList<RouteGroupMemberDraft> Members { get; set; } = [];

    /// <summary>
    /// Under primary, the members that serve when the primary cannot, in this order. Left out or null: all that are shadows, as they are written;
    /// an empty list: none of them. What serves then is the server's default_model, for callers who may call it.
    /// </summary>
    public IReadOnlyList<string>? Fallback { get; set; }

    /// <summary>Under primary: which of the calls a candidate answers too, unseen by the caller. Left out or null: none.</summary>
    public ShadowDraft? Shadow { get; set; }

    /// <summary>Under primary: what shadow traffic must have shown before an entry is promoted. Left out or null: nothing.</summary>
    public PromotionRuleDraft? Promotion { get; set; }

    /// <summary>Under primary: what is watched after a promotion, and rolls it back by itself. Left out or null: nothing.</summary>
    public WatchDraft? Watch { get; set; }

    /// <summary>When a call that has no answer yet is sent to a second member too; not under primary and ab. Left out or null: never.</summary>
    public HedgeDraft? Hedge { get; set; }

    /// <summary>
    /// Under ab, weighted and priority: whose calls stay at the member that was drawn for them: key, user, session (as the client names it) or prompt (those of
    /// one key that begin alike, so that a provider's prompt cache serves). Left out or null: under ab key, under the others nobody's.
    /// </summary>
    public string? StickyBy { get; set; }

    /// <summary>Under score: how much each figure counts. Left out or null: health, latency and cost alike.</summary>
    public ScoreDraft? Score { get; set; }

    /// <summary>Under policy: the name of the routing policy that orders the members.</summary>
    public string? Policy { get; set; }

    /// <summary>
    /// Under policy: the strategy that decides where the policy does not: static, weighted, round_robin, priority, least_latency or least_cost. Left out or
    /// null: static, the members as they are written.
    /// </summary>
    public string? PolicyFallback { get; set; }

    /// <summary>Capabilities that every member must have, such as chat, tools or images; one that lacks any is refused when the group is written.</summary>
    public IReadOnlyList<string> Requires { get; set; } = [];
}

/// <summary>One member.</summary>
internal sealed record RouteGroupMemberDraft
{
    /// <summary>Name of a model.</summary>
    public string? Model { get; set; }

    /// <summary>Share under weighted, ab and priority, and among equals under least_latency, least_cost and score; 0 to 1,000,000.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>Order under priority, lower first, 0 to 1,000.</summary>
    public int Priority { get; set; }

    /// <summary>
    /// Under primary: primary (just one member), shadow or retired. Where no member says, the first is the primary and the others are shadows.
    /// The primary is changed by a promotion.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>Under score: what you hold of its answers, 0 to 1.</summary>
    public double? Quality { get; set; }
}

/// <summary>A route group as the API shows it.</summary>
internal sealed record RouteGroupView(
    string Id, string Key, string? Description, string Strategy, bool Enabled, IReadOnlyList<string> Tags, IReadOnlyList<RouteGroupMemberDraft> Members,
    IReadOnlyList<string>? Fallback,
    ShadowDraft? Shadow, PromotionRuleDraft? Promotion, WatchDraft? Watch, HedgeDraft? Hedge, string? StickyBy, ScoreDraft? Score, string? Policy, string? PolicyFallback,
    IReadOnlyList<string> Requires, string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
