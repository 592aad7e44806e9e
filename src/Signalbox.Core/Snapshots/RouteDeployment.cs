using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Health;

namespace Signalbox.Core.Snapshots;

/// <summary>A deployment with its provider, compiled for the request path.</summary>
public sealed class RouteDeployment
{
    /// <summary>The deployment.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Its provider.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The provider's place in <see cref="Snapshot.Providers"/>.</summary>
    public required int ProviderIndex { get; init; }

    /// <summary>What it can do; <see cref="ModelCapabilities.None"/> when that is not known.</summary>
    public ModelCapabilities Capabilities { get; init; }

    /// <summary>How well it serves. Bound before its snapshot goes into force; null in one that never does.</summary>
    public DeploymentHealth? Health { get; set; }

    /// <summary>How it is named in headers, records and metrics: provider/upstream-model.</summary>
    public required string Name { get; init; }

    /// <summary>The upstream model's name as a JSON string token, quotes included, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> UpstreamModelJson { get; init; }
}
