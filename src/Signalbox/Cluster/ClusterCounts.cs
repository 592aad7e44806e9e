using Signalbox.Observability;

namespace Signalbox.Cluster;

/// <summary>Messages sent and heard.</summary>
internal sealed class ClusterCounts
{
    /// <summary>Invalidations that Redis took.</summary>
    public Counter Published { get; } = new();

    /// <summary>Invalidations that it did not take in time; the others learn of the version by heartbeat or poll.</summary>
    public Counter Unpublished { get; } = new();

    /// <summary>Messages of others that named a newer version.</summary>
    public Counter Received { get; } = new();

    /// <summary>Invalidations of others with a version that is in force here already.</summary>
    public Counter Known { get; } = new();

    /// <summary>Messages that are none, or of a kind this version does not know.</summary>
    public Counter Unreadable { get; } = new();
}
