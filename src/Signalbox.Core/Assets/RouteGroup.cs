namespace Signalbox.Core.Assets;

/// <summary>A public name with several member models and a strategy that chooses among them.</summary>
public sealed record RouteGroup
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>The public name, unique among models and route groups.</summary>
    public required string Key { get; init; }

    /// <summary>How a member is chosen.</summary>
    public RouteStrategy Strategy { get; init; }

    /// <summary>Whether callers may use it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The access groups it belongs to; a grant of <c>tag:NAME</c> allows all that carry the tag.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was registered, in Unix seconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The members, in the order they were written.</summary>
    public IReadOnlyList<RouteGroupMember> Members { get; init; } = [];

    /// <summary>
    /// Under <see cref="RouteStrategy.Primary"/>, the members that serve when the primary cannot, in this order; null for all that are
    /// shadows, as they are written, but for those that only shadow traffic names.
    /// </summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary>Which of its calls candidates answer beside the primary; null for none.</summary>
    public ShadowPlan? Shadow { get; init; }

    /// <summary>When a call that has no answer yet is sent to a second member too; null for never.</summary>
    public HedgePlan? Hedge { get; init; }

    /// <summary>Whose calls stay at one member, where chance would decide.</summary>
    public RouteAffinity Affinity { get; init; }

    /// <summary>Name of the policy under <see cref="RouteStrategy.Policy"/>; null under others.</summary>
    public string? Policy { get; init; }

    /// <summary>What chooses where the policy does not.</summary>
    public RouteStrategy PolicyFallback { get; init; }

    /// <summary>Under <see cref="RouteStrategy.Score"/>; null for what counts unless set.</summary>
    public ScoreWeights? Score { get; init; }

    /// <summary>Which entry takes a share of the calls from the primary, while a promotion goes by steps; null for none.</summary>
    public CanaryShare? Canary { get; init; }
}

/// <summary>One member of a route group.</summary>
/// <param name="Model">The member model's name.</param>
/// <param name="Weight">Share under <see cref="RouteStrategy.Weighted"/>; 0 serves only when all others failed.</param>
/// <param name="Priority">Order under <see cref="RouteStrategy.Priority"/>; lower first.</param>
/// <param name="Id">Identity (ULID) as an entry of the registry; the older of two sorts first.</param>
/// <param name="Status">Under <see cref="RouteStrategy.Primary"/>.</param>
public sealed record RouteGroupMember(string Model, int Weight = 1, int Priority = 0, string Id = "", RegistryStatus Status = RegistryStatus.Unknown)
{
    /// <summary>What the operator holds of it, 0 to 1, under <see cref="RouteStrategy.Score"/>; null when nothing was said.</summary>
    public double? Quality { get; init; }
}
