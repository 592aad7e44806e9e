using Signalbox.Core.Pricing;
using Signalbox.Core.Snapshots;
using Signalbox.Usage;

namespace Signalbox.Reports.Costs;

/// <summary>Finds what a call costs at the prices in force now.</summary>
/// <param name="snapshot">The registry to look in.</param>
internal sealed class PriceBook(Snapshot snapshot)
{
    private readonly Dictionary<(string? Target, string Deployment), (RouteDeployment? Deployment, PriceFinding Finding)> _found = [];

    /// <summary>The cost, and whether there was a deployment to price the call by; what is not found keeps the cost it has.</summary>
    public (long? Cost, PriceFinding Finding) CostOf(UsageRecord record)
    {
        if (record.Deployment is not { } name || (record.TokensInput is null && record.TokensOutput is null)) return (record.CostMicros, PriceFinding.NothingToPrice);
        var key = (record.Model, name);
        if (!_found.TryGetValue(key, out var found)) _found[key] = found = Find(record.Model, name);
        if (found.Deployment is not { } deployment) return (record.CostMicros, found.Finding);
        return (CallCost.Of(
            new TokenCounts(record.TokensInput, record.TokensOutput, record.TokensCached, record.TokensCacheWrite, record.TokensReasoning),
            new BilledExtras
            {
                CacheWriteLong = record.TokensCacheWriteLong, InputAudio = record.TokensInputAudio, OutputAudio = record.TokensOutputAudio, ServiceClass = record.ServiceClass,
            },
            deployment.Deployment.PriceAt(record.StartedAt)), PriceFinding.Priced);
    }

    /// <summary>
    /// The deployment of that name behind what was asked for; failing that, the only one of that name anywhere. Two of one name with different prices
    /// cannot be told apart by what is on record.
    /// </summary>
    private (RouteDeployment?, PriceFinding) Find(string? target, string name)
    {
        var asked = target is null ? null : snapshot.FindTarget(target);
        var behind = asked is null ? [] : Named(asked, name);
        if (behind.Count == 0) behind = [.. snapshot.TargetsByName.SelectMany(t => Named(t, name))];
        if (behind.Count == 0) return (null, PriceFinding.Unknown);
        return behind.Skip(1).All(d => Same(d, behind[0])) ? (behind[0], PriceFinding.Priced) : (null, PriceFinding.Ambiguous);
    }

    private static List<RouteDeployment> Named(CallableTarget target, string name) =>
        [.. target.Members.SelectMany(m => m.Deployments).Where(d => d.Name == name).DistinctBy(d => d.Deployment.Id)];

    private static bool Same(RouteDeployment a, RouteDeployment b) =>
        a.Deployment.Id == b.Deployment.Id || (a.Deployment.Price == b.Deployment.Price && a.Deployment.Prices.Count == 0 && b.Deployment.Prices.Count == 0);
}
