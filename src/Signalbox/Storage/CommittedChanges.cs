namespace Signalbox.Storage;

/// <summary>
/// Tells whoever keeps derived state that an admin write was committed. Subscribers are awaited before the writer's
/// response goes out, so that a change is in force here when its author hears of it.
/// </summary>
internal sealed class CommittedChanges
{
    private readonly List<Func<long, Task>> _subscribers = [];

    /// <summary>Adds a subscriber; called while the gateway is put together, before any write.</summary>
    /// <param name="onCommitted">Takes the new registry version. Must not throw: the change is committed already.</param>
    public void Subscribe(Func<long, Task> onCommitted) => _subscribers.Add(onCommitted);

    /// <summary>Announces a committed version.</summary>
    public async Task AnnounceAsync(long version)
    {
        foreach (var subscriber in _subscribers) await subscriber(version);
    }
}
