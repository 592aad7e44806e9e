using Signalbox.Snapshots;
using Signalbox.Threading;

namespace Signalbox.Cluster;

/// <summary>
/// Reloads the snapshot after what others did. Hints that come close together cause one reload; while several come per
/// reload the pause before the next one grows, so that a thousand writes there are a few reloads here.
/// </summary>
internal sealed class RemoteChanges(SnapshotReloader reloader, TimeProvider time) : BackgroundService
{
    /// <summary>Between the first hint and the reload.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The same at most, while many hints come.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly WakeUp _wakeUp = new();
    private volatile int _cause;
    private int _hints;

    /// <summary>Notes that the registry may be newer than the snapshot. Returns at once.</summary>
    public void Notice(ReloadCause cause)
    {
        _cause = (int)cause;
        Interlocked.Increment(ref _hints);
        _wakeUp.Set();
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        var pause = Pause;
        while (true)
        {
            await _wakeUp.WaitAsync(stoppingToken);
            await Task.Delay(pause, time, stoppingToken);
            // What was noticed during the pause is part of this reload.
            if (_wakeUp.IsSet) await _wakeUp.WaitAsync(stoppingToken);
            var hints = Interlocked.Exchange(ref _hints, 0);
            await reloader.CatchUpAsync((ReloadCause)_cause, stoppingToken);
            pause = TimeSpan.FromTicks(hints > 1 ? Math.Min(pause.Ticks * 2, LongestPause.Ticks) : Math.Max(pause.Ticks / 2, Pause.Ticks));
        }
    }
}
