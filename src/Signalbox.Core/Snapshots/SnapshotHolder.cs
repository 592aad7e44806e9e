namespace Signalbox.Core.Snapshots;

/// <summary>Holds the snapshot in force. Readers take it once per call and keep it; a swap is one reference write.</summary>
public sealed class SnapshotHolder
{
    private volatile Snapshot _current = Snapshot.Empty;

    /// <summary>The snapshot in force.</summary>
    public Snapshot Current => _current;

    /// <summary>Puts another in force.</summary>
    public void Swap(Snapshot next) => _current = next;
}
