using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;

namespace Signalbox.Routing.Health;

/// <summary>
/// The health of every deployment of the snapshot in force, bound to it before it goes into force. What did not change keeps its health across
/// snapshots; a provider that was changed begins anew, and its deployments with it: whoever changed it wants to see it tried.
/// </summary>
internal sealed class HealthBook(HealthEvents events, TimeProvider time)
{
    private Dictionary<(string Id, long Revision), ProviderHealth> _providers = [];
    private volatile IReadOnlyDictionary<string, DeploymentHealth> _deployments = new Dictionary<string, DeploymentHealth>();

    /// <summary>The deployments of the snapshot in force.</summary>
    public IEnumerable<DeploymentHealth> Deployments => _deployments.Values;

    /// <summary>Now, as health reckons.</summary>
    public long Now => HealthClock.Now(time);

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        var providers = new Dictionary<(string, long), ProviderHealth>();
        var deployments = new Dictionary<string, DeploymentHealth>(StringComparer.Ordinal);
        foreach (var deployment in snapshot.TargetsByName.SelectMany(target => target.Members).SelectMany(member => member.Deployments))
        {
            var id = deployment.Deployment.Id;
            if (!deployments.TryGetValue(id, out var health))
            {
                var provider = ProviderOf(deployment.Provider, providers);
                health = _deployments.GetValueOrDefault(id) is { } known && known.Provider == provider && known.Name == deployment.Name
                    ? known
                    : new DeploymentHealth(id, deployment.Name, provider, Now, (name, change) => events.Add("deployment", name, change));
                deployments[id] = health;
            }
            deployment.Health = health;
        }
        (_providers, _deployments) = (providers, deployments);
    }

    private ProviderHealth ProviderOf(Provider provider, Dictionary<(string, long), ProviderHealth> next)
    {
        var key = (provider.Id, provider.Revision);
        if (next.TryGetValue(key, out var health)) return health;
        health = _providers.GetValueOrDefault(key) ?? new ProviderHealth(provider.Id, provider.Name, provider.Health, Now, (name, change) => events.Add("provider", name, change));
        return next[key] = health;
    }
}
