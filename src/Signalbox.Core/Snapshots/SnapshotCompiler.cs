using System.Collections.Frozen;
using System.Text.Json;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>Compiles rows into a <see cref="Snapshot"/>. Pure: the same rows give the same snapshot.</summary>
public static class SnapshotCompiler
{
    /// <summary>Compiles.</summary>
    /// <exception cref="InvalidDataException">A row refers to one that is not there or of the wrong kind, two have one name, or one is malformed.</exception>
    public static Snapshot Compile(RegistryState state)
    {
        var assets = new AssetCatalog(Assets(state));
        return new Snapshot(state.Version, state.Providers, assets, CompileTargets(state, assets), TenantCompiler.Compile(assets, state));
    }

    /// <summary>
    /// Compiles the rows that follow from others by a change: the levels of the tree that changed and all below them, keys that changed, and
    /// what can be called if any of that did; the rest is shared. Only when something that can be granted came, went or changed its tags,
    /// everything is compiled, since grants refer to assets by number.
    /// </summary>
    /// <param name="current">The snapshot compiled from <paramref name="before"/>.</param>
    /// <param name="before">The rows before the change.</param>
    /// <param name="change">What changed.</param>
    /// <param name="after">The rows after it.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Compile"/>.</exception>
    public static Snapshot Recompile(Snapshot current, RegistryState before, RegistryChange change, RegistryState after) =>
        Recompile(current, before, change, after, isPreview: false);

    /// <summary>
    /// The same for rows that nobody stored. It leaves alone what the compiler of <paramref name="current"/> keeps for the next change, so that it
    /// may run beside that.
    /// </summary>
    /// <exception cref="InvalidDataException">As for <see cref="Compile"/>.</exception>
    public static Snapshot Preview(Snapshot current, RegistryState before, RegistryChange change, RegistryState after) =>
        Recompile(current, before, change, after, isPreview: true);

    private static Snapshot Recompile(Snapshot current, RegistryState before, RegistryChange change, RegistryState after, bool isPreview)
    {
        if (change.Assets is not null && !current.Assets.Holds(Assets(after))) return Compile(after);
        var tenants = current.Tenants.Recompile(before, change, after, isPreview);
        return change.Assets is null
            ? new Snapshot(current, after.Version, tenants)
            : new Snapshot(after.Version, after.Providers, current.Assets, CompileTargets(after, current.Assets), tenants);
    }

    private static IEnumerable<AssetRow> Assets(RegistryState state) =>
    [
        .. state.Models.Where(m => m.Enabled).Select(m => new AssetRow(AssetKind.CallableTarget, m.Name, m.Tags)),
        .. state.RouteGroups.Where(g => g.Enabled).Select(g => new AssetRow(AssetKind.CallableTarget, g.Key, g.Tags)),
        .. state.OtherAssets,
    ];

    /// <summary>By name.</summary>
    private static FrozenDictionary<string, CallableTarget> CompileTargets(RegistryState state, AssetCatalog assets) =>
        CompileTargets(state, CompileDeployments(state), assets).ToFrozenDictionary(target => target.Name, StringComparer.Ordinal);

    /// <summary>Per enabled model its servable deployments, in order of priority.</summary>
    private static Dictionary<string, List<RouteDeployment>> CompileDeployments(RegistryState state)
    {
        var providers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < state.Providers.Count; i++) providers[state.Providers[i].Id] = i;

        var byModel = new Dictionary<string, List<RouteDeployment>>(StringComparer.Ordinal);
        foreach (var model in state.Models.Where(m => m.Enabled))
        {
            var list = new List<RouteDeployment>();
            foreach (var deployment in model.Deployments.Where(d => d.Enabled).OrderBy(d => d.Priority))
            {
                if (!providers.TryGetValue(deployment.ProviderId, out var index))
                    throw new InvalidDataException($"Model '{model.Name}' has a deployment at provider {deployment.ProviderId}, which does not exist.");
                var provider = state.Providers[index];
                if (!provider.Enabled) continue;
                list.Add(new RouteDeployment
                {
                    Deployment = deployment,
                    Provider = provider,
                    ProviderIndex = index,
                    Capabilities = CapabilityNames.Parse(deployment.Capabilities),
                    Name = $"{provider.Name}/{deployment.UpstreamModel}",
                    UpstreamModelJson = JsonSerializer.SerializeToUtf8Bytes(deployment.UpstreamModel, CoreJson.Default.String),
                });
            }
            byModel[model.Name] = list;
        }
        return byModel;
    }

    private static IEnumerable<CallableTarget> CompileTargets(
        RegistryState state, Dictionary<string, List<RouteDeployment>> deployments, AssetCatalog assets)
    {
        foreach (var model in state.Models.Where(m => m.Enabled))
            yield return new CallableTarget
            {
                Asset = assets.Find(AssetKind.CallableTarget, model.Name)!,
                IsRouteGroup = false,
                Strategy = RouteStrategy.Priority,
                CreatedAt = model.CreatedAt,
                Members = [.. deployments[model.Name].Select(d => new RouteMember(d.Deployment.Weight, d.Deployment.Priority, [d]) { Model = model.Name })],
            };

        foreach (var routeGroup in state.RouteGroups.Where(g => g.Enabled))
        {
            var primary = PrimaryMembers.FindPrimary(routeGroup);
            var members = PrimaryMembers.InOrder(routeGroup)
                .Where(member => deployments.GetValueOrDefault(member.Model) is { Count: > 0 })
                .Select(member => (Row: member, Compiled: new RouteMember(member.Weight, member.Priority, deployments[member.Model])
                {
                    Model = member.Model, Quality = member.Quality ?? 0,
                })).ToArray();
            var target = new CallableTarget
            {
                Asset = assets.Find(AssetKind.CallableTarget, routeGroup.Key)!,
                IsRouteGroup = true,
                Strategy = routeGroup.Strategy,
                CreatedAt = routeGroup.CreatedAt,
                Members = [.. members.Select(member => member.Compiled)],
                RegistryPrimary = members.FirstOrDefault(member => member.Row == primary).Compiled,
                Affinity = routeGroup.Affinity,
                Hedge = routeGroup.Hedge,
                Score = routeGroup.Score ?? new ScoreWeights(),
                Shadow = primary is null ? null : ShadowRoute.Compile(routeGroup, primary, deployments),
                Canary = primary is null ? null : CanaryRoute.Compile(routeGroup, assets, deployments, [.. members.Select(member => member.Compiled)]),
            };
            yield return routeGroup.Policy is null ? target : WithPolicy(target, routeGroup, state.Policies);
        }
    }

    private static CallableTarget WithPolicy(CallableTarget target, RouteGroup routeGroup, IReadOnlyList<RoutingPolicy> policies)
    {
        var policy = policies.FirstOrDefault(policy => policy.Name == routeGroup.Policy)
            ?? throw new InvalidDataException($"Route group '{routeGroup.Key}' names the policy '{routeGroup.Policy}', which does not exist.");
        return target.With(target.Strategy, new PolicyRoute(policy, target.With(routeGroup.PolicyFallback, null)));
    }
}
