using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>Reads the rows that snapshots are compiled from.</summary>
/// <param name="ReadAsync">Reads all of them in one consistent view.</param>
internal sealed record RegistryReading(Func<CancellationToken, Task<RegistryState>> ReadAsync);
