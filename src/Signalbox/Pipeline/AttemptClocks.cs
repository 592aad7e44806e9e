using System.Collections.Concurrent;

namespace Signalbox.Pipeline;

/// <summary>The clocks of attempts, used again and again.</summary>
internal sealed class AttemptClocks(TimeProvider time)
{
    private readonly ConcurrentQueue<AttemptClock> _idle = new();

    /// <summary>Every clock there is, idle or not. One is made only when all others are in use.</summary>
    private readonly ConcurrentDictionary<AttemptClock, bool> _all = new();
    private volatile bool _ended;
    private volatile bool _endsDrains;

    /// <summary>Whether nothing is read on any more whose caller is gone.</summary>
    public bool EndsDrains => _endsDrains;

    /// <summary>Starts a clock; see <see cref="AttemptClock.Start"/>. Disposing it gives it back.</summary>
    public AttemptClock Start(long startedTicks, int totalMs, CancellationToken aborted)
    {
        if (!_idle.TryDequeue(out var clock)) _all[clock = new AttemptClock(time, this)] = true;
        clock.Start(startedTicks, totalMs, aborted);
        if (_ended) clock.End();
        return clock;
    }

    /// <summary>Ends all attempts under way, and each that begins from now on: the gateway stops.</summary>
    public void EndAll()
    {
        _ended = true;
        foreach (var clock in _all.Keys) clock.End();
    }

    /// <summary>Ends the attempts whose callers are gone: the gateway stops. Their calls are recorded with what was known.</summary>
    public void EndDrains()
    {
        _endsDrains = true;
        foreach (var clock in _all.Keys) clock.EndDrain();
    }

    /// <summary>Takes a clock back.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="isFit">Whether it can be used again.</param>
    public void Return(AttemptClock clock, bool isFit)
    {
        if (isFit) _idle.Enqueue(clock);
        else _all.TryRemove(clock, out _);
    }
}
