namespace Signalbox.Storage;

/// <summary>
/// Tells whoever keeps derived state that an admin write was committed. Subscribers are awaited before the writer's
/// response goes out, so that a change is in force here when its author hears of it.
/// </summary>
internal sealed class CommittedChanges
{
    private readonly List<Func<long, Task<bool>>> _subscribers = [];

    /// <summary>Adds a subscriber; called while the gateway is put together, before any write.</summary>
    /// <param name="onCommitted">Takes the new registry version and tells whether it is in force. Must not throw: the change is committed already.</param>
    public void Subscribe(Func<long, Task<bool>> onCommitted) => _subscribers.Add(onCommitted);

    /// <summary>Announces a committed version.</summary>
    /// <returns>Whether it is in force at every subscriber.</returns>
    public async Task<bool> AnnounceAsync(long version)
    {
        var isInForce = true;
        foreach (var subscriber in _subscribers) isInForce &= await subscriber(version);
        return isInForce;
    }
}
