using Signalbox.Observability;
using Signalbox.Responses;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Cluster;

/// <summary>Writes down every few seconds how this instance stands and looks whether there are others, and takes its row away when it stops.</summary>
internal sealed class InstanceReporter(
    InstanceIdentity self, InstanceStore store, SnapshotReloader snapshots, InvalidationLink link, OtherReaders readers, Database database, TimeProvider time)
    : BackgroundService
{
    /// <summary>An instance that was not seen for this long is shown as silent.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(15);

    /// <summary>One that was seen within this may still be asked: longer than <see cref="SilentAfter"/>, since times are of each one's own clock.</summary>
    private static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>This instance as it stands.</summary>
    public InstanceRow Self()
    {
        var snapshot = snapshots.Status;
        return new InstanceRow
        {
            Id = self.Id,
            Name = self.Name,
            SoftwareVersion = BuildInfo.Version,
            StartedAt = self.StartedAt.ToUnixTimeMilliseconds(),
            LastSeenAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            SnapshotVersion = snapshot.Version,
            SnapshotAt = snapshot.BuiltAt?.ToUnixTimeMilliseconds(),
            Stale = snapshot.Stale ? 1 : 0,
            Problem = snapshot.Problem,
            Redis = link.State.ToString().ToLowerInvariant(),
        };
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await store.RemoveAsync(self.Id, cancellationToken).WaitAsync(StopTimeout, time, cancellationToken);
        }
        catch (Exception)
        {
            // Whatever it was: a stop goes on, and the others remove the row later.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        // SQLite has no other instance to tell, and its one writer has better things to do.
        var interval = TimeSpan.FromSeconds(database.Kind == DatabaseKind.Sqlite ? 10 : 2);
        using var timer = new PeriodicTimer(interval, time);
        var isFirst = true;
        do
        {
            try
            {
                await store.SaveAsync(Self(), stoppingToken);
                // One look is not enough to know that there is nobody: another may be starting at this moment.
                if (database.Kind != DatabaseKind.Sqlite)
                    readers.Exist = await store.HasOtherAsync(self.Id, (time.GetUtcNow() - GoneAfter).ToUnixTimeMilliseconds(), stoppingToken) || isFirst;
                isFirst = false;
                await store.RemoveSilentAsync((time.GetUtcNow() - ForgottenAfter).ToUnixTimeMilliseconds(), stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Said already by whoever reads the registry; the next turn tries again.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
