using Signalbox.Core.Assets;

namespace Signalbox.Core.Quality;

/// <summary>A deployment that serves a group, and what it can do.</summary>
/// <param name="Name">provider/upstream-model.</param>
/// <param name="Kind">The provider's kind.</param>
/// <param name="Capabilities">What it can do; none when that is not known.</param>
public sealed record ServingMember(string Name, ProviderKind Kind, ModelCapabilities Capabilities);
