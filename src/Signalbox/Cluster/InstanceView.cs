namespace Signalbox.Cluster;

/// <summary>The instances as the API shows them.</summary>
/// <param name="Database">sqlite, which one instance uses alone, or postgres.</param>
/// <param name="RegistryVersion">The version that all should have in force.</param>
/// <param name="Items">The instances, the oldest start first.</param>
internal sealed record InstancesView(string Database, long RegistryVersion, IReadOnlyList<InstanceView> Items);

/// <summary>An instance as the API shows it.</summary>
/// <param name="Id">New with each start.</param>
/// <param name="Name">SIGNALBOX_INSTANCE, or the host's name.</param>
/// <param name="Self">Whether it answered this request.</param>
/// <param name="Silent">Whether it has said nothing for a while: it was killed, or cannot reach the database.</param>
/// <param name="SoftwareVersion">Which release it runs.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="LastSeenAt">When it last said how it stands.</param>
/// <param name="SnapshotVersion">The registry version it judges calls by.</param>
/// <param name="SnapshotAt">When that came into force there; null while it has none.</param>
/// <param name="Lag">How many versions it is behind the registry.</param>
/// <param name="BehindSince">When the first change that it lacks was made; null when it lacks none.</param>
/// <param name="Stale">Whether it knows that its snapshot may be old.</param>
/// <param name="Problem">Why, in its words.</param>
/// <param name="Redis">off, connecting, up or down.</param>
internal sealed record InstanceView(
    string Id, string Name, bool Self, bool Silent, string SoftwareVersion, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, long SnapshotVersion,
    DateTimeOffset? SnapshotAt, long Lag, DateTimeOffset? BehindSince, bool Stale, string? Problem, string Redis)
{
    /// <summary>From a row.</summary>
    public static InstanceView Of(InstanceRow row, bool isSelf, long lag, long? behindSince, DateTimeOffset now) => new(
        row.Id, row.Name, isSelf, now - Time(row.LastSeenAt) > InstanceReporter.SilentAfter, row.SoftwareVersion, Time(row.StartedAt), Time(row.LastSeenAt),
        row.SnapshotVersion, row.SnapshotAt is { } at ? Time(at) : null, lag, behindSince is { } since ? Time(since) : null, row.Stale != 0, row.Problem, row.Redis);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
