using System.Collections.Concurrent;

namespace Signalbox.Pipeline;

/// <summary>
/// Bounds one attempt: each phase has its own limit, all together the call's total, and the caller's disconnect ends it at once. Most
/// attempts end long before any bound, so their cancellation source and its timer are used again.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<AttemptClock> _idle;
    private CancellationTokenRegistration _registration;
    private CancellationToken _aborted;
    private long _startedTicks;
    private int _totalMs;

    /// <param name="time">The clock.</param>
    /// <param name="idle">Where it goes when it can be used again.</param>
    public AttemptClock(TimeProvider time, ConcurrentQueue<AttemptClock> idle) => (_time, _idle) = (time, idle);

    /// <summary>Begins an attempt.</summary>
    /// <param name="startedTicks">When the call arrived.</param>
    /// <param name="totalMs">How long the whole call may take.</param>
    /// <param name="aborted">Canceled when the caller goes away.</param>
    public void Start(long startedTicks, int totalMs, CancellationToken aborted)
    {
        (_startedTicks, _totalMs, _aborted) = (startedTicks, totalMs, aborted);
        _registration = aborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Canceled when the phase, the total or the caller ends the attempt.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the caller is gone.</summary>
    public bool CallerIsGone => _aborted.IsCancellationRequested;

    /// <summary>Begins a phase that may take so long, or what is left of the total.</summary>
    public void Begin(int phaseMs)
    {
        var left = _totalMs - _time.GetElapsedTime(_startedTicks).TotalMilliseconds;
        _source.CancelAfter((int)Math.Clamp(left, 1, Math.Max(1, phaseMs)));
    }

    /// <summary>Ends the attempt. Everything that was given the token must be done with it.</summary>
    public void Dispose()
    {
        // Waits for a cancellation that runs just now, so that none reaches the next user.
        _registration.Dispose();
        if (_source.TryReset()) _idle.Enqueue(this);
        else _source.Dispose();
    }
}
