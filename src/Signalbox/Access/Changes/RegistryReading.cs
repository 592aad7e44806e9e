using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>Reads the rows that snapshots are compiled from.</summary>
/// <param name="ReadAsync">All of them as they stand now in one consistent view, and what they compile to.</param>
internal sealed record RegistryReading(Func<CancellationToken, Task<(RegistryState State, Snapshot Snapshot)>> ReadAsync);
