namespace Signalbox.Snapshots;

/// <summary>How the snapshot in force stands.</summary>
/// <param name="Version">The registry version it was compiled from.</param>
/// <param name="BuiltAt">When it was put in force; null before the first.</param>
/// <param name="Stale">Whether it may be older than the registry: it came from disk, or the last rebuild failed.</param>
/// <param name="Problem">Why it is stale; null when it is not.</param>
/// <param name="BuildFailed">Whether the last rebuild failed although the database answered: only a change of the registry helps.</param>
internal sealed record SnapshotStatus(long Version, DateTimeOffset? BuiltAt, bool Stale, string? Problem, bool BuildFailed = false)
{
    /// <summary>How many keys it knows.</summary>
    public int Keys { get; init; }

    /// <summary>Whether there is anything to serve from.</summary>
    public bool Exists => BuiltAt is not null;
}
