namespace Signalbox.Core.Assets;

/// <summary>How a route group chooses the member that is tried first; the others follow as fallbacks.</summary>
public enum RouteStrategy
{
    /// <summary>The members in the order they are written.</summary>
    Static,

    /// <summary>At random by weight.</summary>
    Weighted,

    /// <summary>Each member in turn.</summary>
    RoundRobin,

    /// <summary>By priority, lowest number first; equals at random by weight.</summary>
    Priority,

    /// <summary>The registry's primary; then the configured members, then the server's default.</summary>
    Primary,

    /// <summary>The member whose answers begin soonest, as lately seen; now and then another, to see it anew.</summary>
    LeastLatency,

    /// <summary>The member that costs least for the tokens the request is estimated at.</summary>
    LeastCost,

    /// <summary>The member with the best of several figures, weighted.</summary>
    Score,

    /// <summary>By weight, and the same member for the same subject every time.</summary>
    Ab,

    /// <summary>As a script or a server of the operator's says; where it does not, by the group's fallback strategy.</summary>
    Policy,
}
