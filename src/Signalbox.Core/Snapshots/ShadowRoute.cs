using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>Shadow traffic of a route group, compiled.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="PrimaryModel">The model that callers are served by.</param>
/// <param name="Plan">Its bounds.</param>
/// <param name="Candidates">Who answers; never none.</param>
public sealed record ShadowRoute(string GroupId, string PrimaryModel, ShadowPlan Plan, IReadOnlyList<ShadowCandidate> Candidates)
{
    /// <summary>Compiles; null when nobody answers. The primary is no shadow of itself.</summary>
    internal static ShadowRoute? Compile(RouteGroup routeGroup, RouteGroupMember primary, Dictionary<string, List<RouteDeployment>> deployments)
    {
        if (routeGroup.Shadow is not { Sample: > 0 } plan) return null;
        var models = plan.Models ?? [.. routeGroup.Members.Where(member => member.Status == RegistryStatus.Shadow).Select(member => member.Model)];
        ShadowCandidate[] candidates =
        [
            .. from model in models.Distinct(StringComparer.Ordinal)
               where model != primary.Model && deployments.GetValueOrDefault(model) is { Count: > 0 }
               let entry = routeGroup.Members.FirstOrDefault(member => member.Model == model)
               where entry is null or { Status: RegistryStatus.Shadow }
               let candidate = new ShadowCandidate(entry?.Id, model, deployments[model])
               // A bound that cannot be kept is none.
               where plan.DailyCostMicros is null || candidate.HasPrice
               select candidate,
        ];
        return candidates.Length == 0 ? null : new(routeGroup.Id, primary.Model, plan, candidates);
    }
}
