using Signalbox.Threading;

namespace Signalbox.Snapshots;

/// <summary>Looks at the registry's version again and again, so that a change is found even when nobody tells of it.</summary>
internal sealed class VersionPoll(SnapshotReloader reloader, PollPace pace, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        using var timer = new PeriodicTimer(pace.Often, time);
        var last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Half a tick early is on time: a timer is never exact.
            var isDue = time.GetElapsedTime(last) >= pace.Interval - pace.Often / 2;
            if (!isDue && !reloader.Status.Stale) continue;
            last = time.GetTimestamp();
            await reloader.CatchUpAsync(ReloadCause.Poll, stoppingToken);
        }
    }
}
