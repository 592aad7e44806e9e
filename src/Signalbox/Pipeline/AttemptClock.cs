namespace Signalbox.Pipeline;

/// <summary>
/// Bounds one attempt: each phase has its own limit, all together the call's total, and the caller's disconnect ends it at once.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _aborted;
    private readonly TimeProvider _time;
    private readonly long _startedTicks;
    private readonly int _totalMs;

    /// <param name="time">The clock.</param>
    /// <param name="startedTicks">When the call arrived.</param>
    /// <param name="totalMs">How long the whole call may take.</param>
    /// <param name="aborted">Cancelled when the caller goes away.</param>
    public AttemptClock(TimeProvider time, long startedTicks, int totalMs, CancellationToken aborted)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _aborted = aborted;
        _time = time;
        _startedTicks = startedTicks;
        _totalMs = totalMs;
    }

    /// <summary>Cancelled when the phase, the total or the caller ends the attempt.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the caller is gone.</summary>
    public bool CallerIsGone => _aborted.IsCancellationRequested;

    /// <summary>Begins a phase that may take so long, or what is left of the total.</summary>
    public void Begin(int phaseMs)
    {
        var left = _totalMs - _time.GetElapsedTime(_startedTicks).TotalMilliseconds;
        _source.CancelAfter((int)Math.Clamp(left, 1, phaseMs));
    }

    public void Dispose() => _source.Dispose();
}
