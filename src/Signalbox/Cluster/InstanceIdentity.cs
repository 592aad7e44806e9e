namespace Signalbox.Cluster;

/// <summary>Who this process is among the instances.</summary>
/// <param name="Id">ULID, new with each start.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartedAt">When it started.</param>
internal sealed record InstanceIdentity(string Id, string Name, DateTimeOffset StartedAt);
