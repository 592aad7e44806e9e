namespace Signalbox.Threading;

/// <summary>Wakes one waiter. Several calls before it wakes are one; a call while nobody waits is kept for the next wait.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Whether the next wait would return at once.</summary>
    public bool IsSet => _signal.CurrentCount > 0;

    /// <summary>Wakes.</summary>
    public void Set()
    {
        try
        {
            if (!IsSet) _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster: the waiter wakes either way.
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    /// <summary>Waits to be woken.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _signal.WaitAsync(cancellation);

    /// <summary>Waits to be woken, or for a time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _signal.WaitAsync(atMost, cancellation);

    public void Dispose() => _signal.Dispose();
}
