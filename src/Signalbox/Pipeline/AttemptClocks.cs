using System.Collections.Concurrent;

namespace Signalbox.Pipeline;

/// <summary>The clocks of attempts, used again and again.</summary>
internal sealed class AttemptClocks(TimeProvider time)
{
    private readonly ConcurrentQueue<AttemptClock> _idle = new();

    /// <summary>Starts a clock; see <see cref="AttemptClock.Start"/>. Disposing it gives it back.</summary>
    public AttemptClock Start(long startedTicks, int totalMs, CancellationToken aborted)
    {
        if (!_idle.TryDequeue(out var clock)) clock = new AttemptClock(time, _idle);
        clock.Start(startedTicks, totalMs, aborted);
        return clock;
    }
}
