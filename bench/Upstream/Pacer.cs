using System.Diagnostics;

namespace Signalbox.Bench.Upstream;

/// <summary>
/// Wakes streams at given times, within about a millisecond, from one thread of its own. <see cref="Task.Delay(int)"/> would need a timer
/// per event and a thread-pool turn per waking.
/// </summary>
internal sealed class Pacer : IDisposable
{
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private bool _stopped;

    public Pacer() => new Thread(Run) { IsBackground = true, Name = "pacer" }.Start();

    /// <summary>Completes when <see cref="Stopwatch.GetTimestamp"/> has passed <paramref name="timestamp"/>; continues on the pacer's thread.</summary>
    public Task UntilAsync(long timestamp)
    {
        if (timestamp <= Stopwatch.GetTimestamp()) return Task.CompletedTask;
        var waking = new TaskCompletionSource();
        lock (_waiting)
        {
            _waiting.Enqueue(waking, timestamp);
            Monitor.Pulse(_waiting);
        }
        return waking.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stopped = true;
            Monitor.Pulse(_waiting);
        }
    }

    private void Run()
    {
        while (NextDue() is { } due) due.SetResult();
    }

    private TaskCompletionSource? NextDue()
    {
        lock (_waiting)
        {
            while (!_stopped)
            {
                if (!_waiting.TryPeek(out _, out var timestamp))
                {
                    Monitor.Wait(_waiting);
                    continue;
                }
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
                if (left <= TimeSpan.Zero) return _waiting.Dequeue();
                Monitor.Wait(_waiting, Math.Max(1, (int)left.TotalMilliseconds));
            }
            return null;
        }
    }
}
