using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Core.Snapshots;

/// <summary>The policy that orders a group's members, compiled.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Fallback">The group as its fallback strategy takes it, for when the policy does not decide.</param>
public sealed record PolicyRoute(RoutingPolicy Policy, CallableTarget Fallback)
{
    /// <summary>Asks it, with a breaker and figures. Bound before its snapshot goes into force; null in one that never does.</summary>
    public IPolicyDecider? Decider { get; set; }
}
