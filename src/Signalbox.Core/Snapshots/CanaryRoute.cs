using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>A candidate that takes a share of a group's calls, compiled.</summary>
/// <param name="Target">The group with the candidate before all others, which is what such a call is routed by.</param>
/// <param name="Threshold">The share of 2^32.</param>
public sealed record CanaryRoute(CallableTarget Target, ulong Threshold)
{
    /// <summary>The golden ratio's fraction of 2^32: its multiples lie evenly, wherever one begins.</summary>
    private const uint Stride = 2_654_435_769;

    /// <summary>
    /// Whether the candidate takes the call of that turn. Not drawn but counted, so that of any run of calls it takes just its share at every
    /// instance, and not in step with callers who take turns themselves.
    /// </summary>
    public bool Takes(uint turn) => unchecked(turn * Stride) < Threshold;

    /// <summary>Compiles; null when there is none, or it is no shadow of the registry that may serve.</summary>
    internal static CanaryRoute? Compile(RouteGroup routeGroup, AssetCatalog assets, Dictionary<string, List<RouteDeployment>> deployments, IReadOnlyList<RouteMember> members)
    {
        if (routeGroup.Canary is not { Share: > 0 } canary) return null;
        if (routeGroup.Members.FirstOrDefault(member => member.Id == canary.EntryId) is not { Status: RegistryStatus.Shadow } entry) return null;
        if (deployments.GetValueOrDefault(entry.Model) is not { Count: > 0 } own) return null;
        var candidate = new RouteMember(entry.Weight, entry.Priority, own) { Model = entry.Model };
        return new(
            new CallableTarget
            {
                Asset = assets.Find(AssetKind.CallableTarget, routeGroup.Key)!,
                IsRouteGroup = true,
                Strategy = RouteStrategy.Primary,
                CreatedAt = routeGroup.CreatedAt,
                Members = [candidate, .. members.Where(member => member.Deployments != own)],
                RegistryPrimary = candidate,
            },
            (ulong)Math.Round(Math.Min(1, canary.Share) * (1UL << 32)));
    }
}
