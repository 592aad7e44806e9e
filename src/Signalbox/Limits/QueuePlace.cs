using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>A call's place in a line.</summary>
internal sealed class QueuePlace(LimitLine line, WaitingTicket ticket, string callerName) : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    /// <summary>The line.</summary>
    public LimitLine Line { get; } = line;

    /// <summary>The place.</summary>
    public WaitingTicket Ticket { get; } = ticket;

    /// <summary>The name of the key that waits, for people.</summary>
    public string CallerName { get; } = callerName;

    /// <summary>Its position when it was taken.</summary>
    public int Position { get; set; }

    /// <summary>It may be worth trying.</summary>
    public void Wake()
    {
        // Within the line's lock, so that no two wake at once.
        if (_woken.CurrentCount == 0) _woken.Release();
    }

    /// <summary>Waits until it is woken or the time has passed.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _woken.WaitAsync(atMost, cancellation);

    /// <summary>Once the place is given up: nobody wakes it after that.</summary>
    public void Dispose() => _woken.Dispose();
}
