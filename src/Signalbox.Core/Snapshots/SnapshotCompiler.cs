using System.Collections.Frozen;
using System.Text.Json;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>Compiles rows into a <see cref="Snapshot"/>. Pure: the same rows give the same snapshot.</summary>
public static class SnapshotCompiler
{
    /// <summary>Compiles.</summary>
    /// <exception cref="InvalidDataException">A row refers to one that is not there, or a key hash is malformed.</exception>
    public static Snapshot Compile(RegistryState state)
    {
        var deployments = CompileDeployments(state);
        var targets = CompileTargets(state, deployments);
        var (keys, principals) = CompileKeys(state);
        return new Snapshot(
            state.Version, state.Providers, targets.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal), keys, principals);
    }

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

    private static IEnumerable<CallableTarget> CompileTargets(RegistryState state, Dictionary<string, List<RouteDeployment>> deployments)
    {
        foreach (var model in state.Models.Where(m => m.Enabled))
            yield return new CallableTarget
            {
                Name = model.Name,
                IsRouteGroup = false,
                Strategy = RouteStrategy.Priority,
                CreatedAt = model.CreatedAt,
                Members = [.. deployments[model.Name].Select(d => new RouteMember(d.Deployment.Weight, d.Deployment.Priority, [d]))],
            };

        foreach (var routeGroup in state.RouteGroups.Where(g => g.Enabled))
            yield return new CallableTarget
            {
                Name = routeGroup.Key,
                IsRouteGroup = true,
                Strategy = routeGroup.Strategy,
                CreatedAt = routeGroup.CreatedAt,
                Members =
                [
                    .. from member in routeGroup.Members
                       let servable = deployments.GetValueOrDefault(member.Model)
                       where servable is { Count: > 0 }
                       select new RouteMember(member.Weight, member.Priority, servable),
                ],
            };
    }

    private static (Dictionary<KeyHash, KeyCredential> Keys, Dictionary<string, KeyPrincipal> Principals) CompileKeys(RegistryState state)
    {
        var scopes = state.Scopes.ToDictionary(
            s => s.Id,
            s => (Row: s, Scope: new Scope(s.Kind, s.Id, s.Name, s.Mode, s.Grants.ToFrozenSet(StringComparer.Ordinal))),
            StringComparer.Ordinal);
        (ScopeRow Row, Scope Scope) Find(string id, string holder) => scopes.TryGetValue(id, out var found)
            ? found
            : throw new InvalidDataException($"{holder} belongs to {id}, which does not exist.");

        var keys = new Dictionary<KeyHash, KeyCredential>(state.Keys.Count);
        var principals = new Dictionary<string, KeyPrincipal>(state.Keys.Count, StringComparer.Ordinal);
        foreach (var row in state.Keys.Where(k => k.RevokedAt is null))
        {
            var holder = $"Key {row.Id}";
            var project = row.ProjectId is { } p ? Find(p, holder) : default;
            var teamId = project.Row?.ParentId ?? row.TeamId ?? throw new InvalidDataException($"{holder} belongs to neither a team nor a project.");
            var team = Find(teamId, holder);
            var organization = Find(team.Row.ParentId!, holder);
            var user = row.UserId is { } u ? Find(u, holder) : default;
            var own = new Scope(ScopeKind.Key, row.Id, row.Name, row.Mode, row.Grants.ToFrozenSet(StringComparer.Ordinal));

            var principal = new KeyPrincipal(
                row.Id, row.Name, row.Prefix, new ScopeChain(organization.Scope, team.Scope, project.Scope, user.Scope, own),
                row.Environment ?? project.Row?.Environment);
            principals[row.Id] = principal;

            var validUntil = row.ExpiresAt ?? long.MaxValue;
            keys[ParseHash(row.Hash, row.Id)] = new KeyCredential(principal, validUntil);
            if (row.PreviousHash is { } previous && row.PreviousValidUntil is { } until)
                keys[ParseHash(previous, row.Id)] = new KeyCredential(principal, Math.Min(until, validUntil));
        }
        return (keys, principals);
    }

    private static KeyHash ParseHash(string text, string keyId) =>
        KeyHash.Parse(text) ?? throw new InvalidDataException($"The stored hash of key {keyId} is malformed.");
}
