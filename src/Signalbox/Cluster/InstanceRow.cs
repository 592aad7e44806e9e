namespace Signalbox.Cluster;

/// <summary>A row of <c>instances</c>; times are of the writing instance's own clock.</summary>
internal sealed record InstanceRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string SoftwareVersion { get; init; }
    public long StartedAt { get; init; }
    public long LastSeenAt { get; init; }
    public long SnapshotVersion { get; init; }
    public long? SnapshotAt { get; init; }
    /// <summary>0 or 1.</summary>
    public long Stale { get; init; }
    public string? Problem { get; init; }
    /// <summary>A <see cref="RedisState"/> in lower case.</summary>
    public required string Redis { get; init; }
}
