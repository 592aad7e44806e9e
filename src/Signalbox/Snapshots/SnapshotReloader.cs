using Signalbox.Core.Snapshots;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Snapshots;

/// <summary>
/// Keeps the snapshot in force up to date: after each own write before its response goes out, and by polling the version for what
/// others wrote. A build that fails keeps the last good one and says so.
/// </summary>
internal sealed partial class SnapshotReloader(
    SnapshotSource source, SnapshotFile file, SnapshotHolder holder, SnapshotActivation activation, SnapshotOptions options, TimeProvider time, ILogger<SnapshotReloader> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile SnapshotStatus _status = new(0, null, Stale: true, "No snapshot was built yet.");

    /// <summary>How the snapshot in force stands.</summary>
    public SnapshotStatus Status => _status;

    /// <summary>Builds the first snapshot: from the database, else from disk.</summary>
    public async Task StartFromBestSourceAsync(CancellationToken cancellation)
    {
        if (await ReloadAsync(cancellation)) return;
        try
        {
            if (file.Read() is { } state)
            {
                Activate(state);
                _status = _status with { Stale = true, Problem = "The database cannot be reached; serving the last snapshot from disk." };
                Log.FromDisk(logger, state.Version);
            }
        }
        catch (InvalidDataException failure)
        {
            Log.DiskCopyUnusable(logger, failure.Message);
        }
    }

    /// <summary>Reloads if the registry is newer than the snapshot. Never throws for what the database does.</summary>
    public Task ReloadAfterCommitAsync(long version) =>
        holder.Current.Version >= version ? Task.CompletedTask : ReloadAsync(CancellationToken.None);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        using var timer = new PeriodicTimer(options.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (_status.Stale || await source.ReadVersionAsync(stoppingToken) != holder.Current.Version) await ReloadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                MarkStale(failure);
            }
        }
    }

    private async Task<bool> ReloadAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var state = await source.ReadAsync(cancellation);
            Activate(state);
            SaveCopy(state);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            MarkStale(failure);
            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private void Activate(RegistryState state)
    {
        var snapshot = SnapshotCompiler.Compile(state);
        activation.Prepare(snapshot);
        holder.Swap(snapshot);
        _status = new SnapshotStatus(state.Version, time.GetUtcNow(), Stale: false, null);
        Log.InForce(logger, state.Version, snapshot.TargetsByName.Count, snapshot.KeyCount);
    }

    private void SaveCopy(RegistryState state)
    {
        try
        {
            file.Write(state);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.CopyFailed(logger, failure.Message);
        }
    }

    private void MarkStale(Exception failure)
    {
        var away = Database.IsAway(failure);
        if (_status is { Stale: false }) Log.BuildFailed(logger, away ? null : failure, away ? "the database cannot be reached" : failure.Message);
        _status = _status with { Stale = true, Problem = away ? "The database cannot be reached; serving the last good snapshot." : $"The last rebuild failed: {failure.Message}" };
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Debug, "Snapshot {Version} is in force: {Targets} targets, {Keys} keys")]
        public static partial void InForce(ILogger logger, long version, int targets, int keys);

        [LoggerMessage(301, LogLevel.Warning, "The snapshot could not be rebuilt, the last good one stays in force: {Reason}")]
        public static partial void BuildFailed(ILogger logger, Exception? failure, string reason);

        [LoggerMessage(302, LogLevel.Warning, "Started from the snapshot on disk, version {Version}, since the database cannot be reached")]
        public static partial void FromDisk(ILogger logger, long version);

        [LoggerMessage(303, LogLevel.Error, "The snapshot on disk is not used: {Reason}")]
        public static partial void DiskCopyUnusable(ILogger logger, string reason);

        [LoggerMessage(304, LogLevel.Warning, "The snapshot could not be copied to disk: {Reason}")]
        public static partial void CopyFailed(ILogger logger, string reason);
    }
}
