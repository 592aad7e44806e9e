using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>
/// What must be ready before a snapshot may be put in force: the upstream connections of its providers. Preparation that fails
/// fails the build, and the last good snapshot stays.
/// </summary>
internal sealed class SnapshotActivation
{
    private readonly List<Action<Snapshot>> _preparations = [];

    /// <summary>Adds a preparation; called while the gateway is put together.</summary>
    public void Subscribe(Action<Snapshot> prepare) => _preparations.Add(prepare);

    /// <summary>Runs all preparations.</summary>
    public void Prepare(Snapshot snapshot)
    {
        foreach (var prepare in _preparations) prepare(snapshot);
    }
}
