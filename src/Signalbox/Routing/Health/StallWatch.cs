using Signalbox.Threading;

namespace Signalbox.Routing.Health;

/// <summary>Looks every second for deployments where calls wait and nothing comes, which no call would tell.</summary>
internal sealed class StallWatch(HealthBook book, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        using var beat = new PeriodicTimer(Beat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
                foreach (var deployment in book.Deployments) deployment.LookForStall(book.Now);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }
}
