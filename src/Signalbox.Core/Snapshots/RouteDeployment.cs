using Signalbox.Core.Assets;

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

    /// <summary>How it is named in headers, records and metrics: provider/upstream-model.</summary>
    public required string Name { get; init; }

    /// <summary>The upstream model's name as a JSON string token, quotes included, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> UpstreamModelJson { get; init; }
}
