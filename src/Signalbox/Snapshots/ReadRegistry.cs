using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>A registry as it was read.</summary>
/// <param name="State">The rows.</param>
/// <param name="Name">What names its version for good; null when nothing does.</param>
internal sealed record ReadRegistry(RegistryState State, string? Name);

/// <summary>What changed since a registry was read.</summary>
/// <param name="Change">The rows that changed.</param>
/// <param name="Name">What names the new version.</param>
internal sealed record ReadChange(RegistryChange Change, string? Name);
