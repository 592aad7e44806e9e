namespace Signalbox.Core.Snapshots;

/// <summary>A model that answers beside the primary.</summary>
/// <param name="EntryId">Its entry in the registry; null while it has none.</param>
/// <param name="Model">Its name.</param>
/// <param name="Deployments">Its deployments, in the order they are to be tried; never none.</param>
public sealed record ShadowCandidate(string? EntryId, string Model, IReadOnlyList<RouteDeployment> Deployments)
{
    /// <summary>Whether the cost of its answers is known.</summary>
    public bool HasPrice => Deployments.All(deployment => deployment.Deployment.Price is not null || deployment.Deployment.Prices.Count > 0);
}
