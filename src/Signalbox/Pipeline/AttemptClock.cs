using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Draining;

namespace Signalbox.Pipeline;

/// <summary>
/// Bounds one attempt: each phase has its own limit, all together the call's total, and the caller's disconnect ends it at once, or sets the bound
/// within which the answer is read on without it. Most
/// attempts end long before any bound, so the cancellation source is used again, and its timer is left running: a bound only notes when it is
/// due, and the timer looks at that when it rings. Setting a timer for each phase of each call, and for each event of each stream, costs more.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private readonly AttemptClocks _clocks;
    private CancellationTokenRegistration _registration;
    private CancellationToken _aborted;
    private long _startedTicks;
    private int _totalMs;
    private long _due = Never;
    private long _rings = Never;
    private bool _expired;
    private volatile bool _isStopping;
    private DrainPlaces? _places;
    private Call? _call;
    private long _drainEnds = Never;

    /// <param name="time">The clock.</param>
    /// <param name="clocks">Where it goes when it is done.</param>
    public AttemptClock(TimeProvider time, AttemptClocks clocks)
    {
        (_time, _clocks) = (time, clocks);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static clock => ((AttemptClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins an attempt.</summary>
    /// <param name="startedTicks">When the call arrived.</param>
    /// <param name="totalMs">How long the whole call may take.</param>
    /// <param name="aborted">Canceled when the caller goes away.</param>
    public void Start(long startedTicks, int totalMs, CancellationToken aborted)
    {
        (_startedTicks, _totalMs, _aborted) = (startedTicks, totalMs, aborted);
        _registration = aborted.UnsafeRegister(static clock => ((AttemptClock)clock!).CallerLeft(), this);
    }

    /// <summary>From here on, when the caller goes away, the answer is read on without it if there is a place (<see cref="Call.Abandoned"/>).</summary>
    public void MayDrain(Call call, DrainPlaces places)
    {
        lock (_gate) (_call, _places) = (call, places);
    }

    /// <summary>Canceled when the phase, the total or the caller ends the attempt.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the caller is gone.</summary>
    public bool CallerIsGone => _aborted.IsCancellationRequested;

    /// <summary>Whether the attempt was ended because the gateway stops.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Begins a phase that may take so long, or what is left of the total.</summary>
    public void Begin(int phaseMs)
    {
        var now = _time.GetTimestamp();
        var left = _totalMs - _time.GetElapsedTime(_startedTicks, now).TotalMilliseconds;
        var due = _isStopping ? now : now + Ticks(Math.Clamp(left, 1, Math.Max(1, phaseMs)));
        lock (_gate)
        {
            _due = due = Math.Min(due, _drainEnds);
            // A timer that rings earlier will see then that it is not due yet.
            if (due < _rings) RingAt(due, now);
        }
    }

    /// <summary>Ends the attempt. Everything that was given the token must be done with it.</summary>
    public void Dispose()
    {
        // Waits for a cancellation that runs just now, so that none reaches the next user.
        _registration.Dispose();
        bool expired;
        lock (_gate)
        {
            _due = Never;
            expired = _expired;
            if (_drainEnds != Never) _places!.Release();
            (_call, _places, _drainEnds) = (null, null, Never);
        }
        var isFit = !expired && _source.TryReset();
        if (!isFit) _timer.Dispose();
        _clocks.Return(this, isFit);
    }

    /// <summary>Ends the attempt under way, if there is one, and each later one as it begins: the gateway stops.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_due == Never) return;
            (_due, _expired) = (Never, true);
            if (_drainEnds != Never) _call!.Abandoned!.End = DrainEnd.Stopped;
        }
        _source.Cancel();
    }

    /// <summary>Ends the attempt under way if its caller is gone: the gateway stops, and nobody waits for it.</summary>
    public void EndDrain()
    {
        lock (_gate)
        {
            if (_drainEnds == Never) return;
            (_due, _expired) = (Never, true);
            _call!.Abandoned!.End = DrainEnd.Stopped;
        }
        _source.Cancel();
    }

    private void CallerLeft()
    {
        lock (_gate)
        {
            if (_places is { } places && !_isStopping && !_clocks.EndsDrains && _call!.Race?.LetsDrain(_call.Lane) != false)
            {
                var now = _time.GetTimestamp();
                var abandoned = new AbandonedCall(places.Policy, now);
                var hasPlace = places.TryTake();
                if (!hasPlace) abandoned.End = DrainEnd.NoPlace;
                _call!.Abandoned = abandoned;
                if (hasPlace)
                {
                    _drainEnds = now + Ticks(places.Policy.MaxMs);
                    if (_due == Never || _drainEnds >= _due) return;
                    _due = _drainEnds;
                    if (_due < _rings) RingAt(_due, now);
                    return;
                }
            }
        }
        _source.Cancel();
    }

    private void Ring()
    {
        lock (_gate)
        {
            _rings = Never;
            if (_due == Never) return;
            var now = _time.GetTimestamp();
            if (now < _due)
            {
                RingAt(_due, now);
                return;
            }
            if (_drainEnds <= now) _call!.Abandoned!.End = DrainEnd.Seconds;
            // From here on nobody uses this clock again, so that the cancellation cannot reach another call.
            _expired = true;
        }
        _source.Cancel();
    }

    private void RingAt(long due, long now)
    {
        _rings = due;
        // Rounded up, or it would ring a moment too early and once more.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(_time.GetElapsedTime(now, due).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private long Ticks(double milliseconds) => (long)(milliseconds * _time.TimestampFrequency / 1000);
}
