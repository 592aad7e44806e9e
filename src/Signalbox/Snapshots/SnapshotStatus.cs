namespace Signalbox.Snapshots;

/// <summary>How the snapshot in force stands.</summary>
/// <param name="Version">The registry version it was compiled from.</param>
/// <param name="BuiltAt">When it was put in force; null before the first.</param>
/// <param name="Stale">Whether it may be older than the registry: it came from disk, or the last rebuild failed.</param>
/// <param name="Problem">Why it is stale; null when it is not.</param>
internal sealed record SnapshotStatus(long Version, DateTimeOffset? BuiltAt, bool Stale, string? Problem)
{
    /// <summary>Whether there is anything to serve from.</summary>
    public bool Exists => BuiltAt is not null;
}
