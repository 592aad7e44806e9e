using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>What a caller may put in <c>model</c>, compiled: the deployments that can serve it.</summary>
public sealed class CallableTarget
{
    /// <summary>What grants speak of.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The canonical name.</summary>
    public string Name => Asset.Name;

    /// <summary>Whether it is a route group rather than a model.</summary>
    public required bool IsRouteGroup { get; init; }

    /// <summary>How members are ordered; a model orders its deployments by <see cref="RouteStrategy.Priority"/>.</summary>
    public required RouteStrategy Strategy { get; init; }

    /// <summary>Unix seconds, for <c>/v1/models</c>.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Members with at least one deployment that may serve; for a model, one member per deployment.</summary>
    public required IReadOnlyList<RouteMember> Members { get; init; }

    /// <summary>The one of <see cref="Members"/> that the registry names as the primary; null when there is none that may serve, and for other strategies.</summary>
    public RouteMember? RegistryPrimary { get; init; }

    /// <summary>Who answers beside the primary, unseen by callers; null when nobody does.</summary>
    public ShadowRoute? Shadow { get; init; }

    /// <summary>Whose calls stay at one member, where chance would decide.</summary>
    public RouteAffinity Affinity { get; init; }

    /// <summary>How much each figure counts under <see cref="RouteStrategy.Score"/>.</summary>
    public ScoreWeights Score { get; init; } = new();

    /// <summary>What orders the members; null where that is a strategy of the gateway's own.</summary>
    public PolicyRoute? Policy { get; init; }

    /// <summary>Who takes a share of the calls from the primary; null when nobody does.</summary>
    public CanaryRoute? Canary { get; init; }

    /// <summary>When a call that has no answer yet is sent to a second member too; null for never.</summary>
    public HedgePlan? Hedge { get; init; }

    /// <summary>How many may be, of all calls. Bound before its snapshot goes into force; null where none are, and in one that never does.</summary>
    public HedgeShare? HedgeShare { get; set; }

    /// <summary>Whether who serves a call goes by turns.</summary>
    public bool TakesTurns => Strategy == RouteStrategy.RoundRobin || Canary is not null || Policy?.Fallback.Strategy == RouteStrategy.RoundRobin;

    /// <summary>Whose turn it is. Bound before its snapshot goes into force; null where nobody takes turns, and in one that never does.</summary>
    public RouteTurn? Turn { get; set; }

    /// <summary>The group as if a policy ordered its members, and what orders them now were the fallback.</summary>
    public CallableTarget UnderPolicy(RoutingPolicy policy) => With(RouteStrategy.Policy, new PolicyRoute(policy, Policy?.Fallback ?? this));

    /// <summary>The same members under another strategy.</summary>
    internal CallableTarget With(RouteStrategy strategy, PolicyRoute? policy) => new()
    {
        Asset = Asset, IsRouteGroup = IsRouteGroup, Strategy = strategy, CreatedAt = CreatedAt, Members = Members, Affinity = Affinity, Score = Score, Policy = policy,
        Hedge = Hedge,
    };
}

/// <summary>A choice the strategy makes.</summary>
/// <param name="Weight">Its share.</param>
/// <param name="Priority">Lower first.</param>
/// <param name="Deployments">Its deployments, in the order they are to be tried.</param>
public sealed record RouteMember(int Weight, int Priority, IReadOnlyList<RouteDeployment> Deployments)
{
    /// <summary>The member model's name.</summary>
    public string Model { get; init; } = "";

    /// <summary>What the operator holds of it, 0 to 1.</summary>
    public double Quality { get; init; }
}
