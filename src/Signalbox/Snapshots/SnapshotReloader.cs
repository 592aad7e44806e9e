using Signalbox.Core.Snapshots;
using Signalbox.Storage;

namespace Signalbox.Snapshots;

/// <summary>
/// Keeps the snapshot in force up to date: after each own write before its response goes out, and whenever somebody thinks that the registry
/// may be newer. A build that fails keeps the last good one and says so; see <see cref="FailedBuild"/> for when it is tried again.
/// </summary>
internal sealed partial class SnapshotReloader(
    SnapshotSource source, SnapshotBuild build, SnapshotFile file, SnapshotCopy copy, SnapshotHolder holder, SnapshotActivation activation, ReloadCounts counts,
    TimeProvider time, ILogger<SnapshotReloader> logger)
    : IDisposable
{
    /// <summary>How long the version may take to read. A connection that a partition left hanging must not keep the next look waiting.</summary>
    private static readonly TimeSpan VersionTimeout = TimeSpan.FromSeconds(5);

    /// <summary>So many leave several megabytes when they are read; fewer are not worth a start that is later.</summary>
    private const int ManyKeys = 5_000;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile SnapshotStatus _status = new(0, null, Stale: true, "No snapshot was built yet.");
    private FailedBuild? _failed;

    /// <summary>How the snapshot in force stands.</summary>
    public SnapshotStatus Status => _status;

    /// <summary>Builds the first snapshot: from the database, else from disk.</summary>
    public async Task StartFromBestSourceAsync(CancellationToken cancellation)
    {
        if (await ReloadAsync(ReloadCause.Start, async token => await ReadVersionAsync(token), cancellation) is { } first)
        {
            copy.WriteNow(first);
            DropWhatReadingLeft(first);
            return;
        }
        try
        {
            if (file.Read() is { } state)
            {
                var fault = _failed?.Failure.Message;
                Activate(state, SnapshotCompiler.Compile(state));
                _status = _status with
                {
                    Stale = true,
                    BuildFailed = fault is not null,
                    Problem = fault is null
                        ? "The database cannot be reached; serving the last snapshot from disk."
                        : $"The registry cannot be compiled; serving the last snapshot from disk: {fault}",
                };
                Log.FromDisk(logger, state.Version, fault is null ? "the database cannot be reached" : "the registry cannot be compiled");
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever is wrong with the copy, the start goes on: the database, once it is back, has everything.
            Log.DiskCopyUnusable(logger, failure.Message);
        }
    }

    /// <summary>Reloads unless the snapshot has that version already, whatever failed before. Never throws for what the database does.</summary>
    /// <returns>Whether that version, or a later one, is in force now.</returns>
    public async Task<bool> ReloadAfterCommitAsync(long version)
    {
        await ReloadAsync(ReloadCause.OwnWrite, _ => Task.FromResult(holder.Current.Version < version ? version : (long?)null), CancellationToken.None);
        return holder.Current.Version >= version;
    }

    /// <summary>
    /// The registry as it stands in the database and what it compiles to: what the snapshot in force was built from when that is up to date, else
    /// read anew.
    /// </summary>
    /// <exception cref="InvalidDataException">It cannot be compiled.</exception>
    public async Task<(RegistryState State, Snapshot Snapshot)> ReadCurrentAsync(CancellationToken cancellation)
    {
        await CatchUpAsync(ReloadCause.Poll, cancellation);
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!_status.Stale && build.Known is { } known) return known;
            if (_failed is { Failure: InvalidDataException fault }) throw new InvalidDataException(fault.Message, fault);
        }
        finally
        {
            _oneAtATime.Release();
        }
        var read = await source.ReadAsync(cancellation);
        return (read.State, SnapshotCompiler.Compile(read.State));
    }

    /// <summary>
    /// Looks at the registry's version, and reloads if it is another one, or the last rebuild failed and it is time to try again. Never throws for
    /// what the database does.
    /// </summary>
    public Task CatchUpAsync(ReloadCause cause, CancellationToken cancellation) => ReloadAsync(cause, async token =>
    {
        var version = await ReadVersionAsync(token);
        if (_failed?.Rests(version, time) == true) return null;
        return _status.Stale || version != holder.Current.Version ? version : null;
    }, cancellation);

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Reloads if that is needed still when it is our turn.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="wanted">The least version that is wanted; null when a reload is not needed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was put in force; null when nothing was.</returns>
    private async Task<RegistryState?> ReloadAsync(ReloadCause cause, Func<CancellationToken, Task<long?>> wanted, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        long? version = null;
        try
        {
            version = await wanted(cancellation);
            if (version is null) return null;
            var started = time.GetTimestamp();
            // After a failure nothing is taken for granted.
            var (state, snapshot) = await build.RunAsync(fromEverything: _status.Stale, cancellation);
            Activate(state, snapshot);
            _failed = null;
            counts.Add(cause, time.GetElapsedTime(started));
            copy.WriteSoon(state);
            return state;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            MarkStale(failure, version);
            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Before the first call, when a pause harms nobody: a gateway that serves promotes so little that its oldest garbage would stay for hours.</summary>
    private static void DropWhatReadingLeft(RegistryState state)
    {
        if (state.Keys.Count >= ManyKeys) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private Task<long> ReadVersionAsync(CancellationToken cancellation) =>
        source.ReadVersionAsync(cancellation).WaitAsync(VersionTimeout, time, cancellation);

    private void Activate(RegistryState state, Snapshot snapshot)
    {
        activation.Prepare(snapshot);
        holder.Swap(snapshot);
        if (_status is { Stale: true, Exists: true }) Log.Current(logger, state.Version);
        _status = new SnapshotStatus(state.Version, time.GetUtcNow(), Stale: false, null) { Keys = snapshot.KeyCount };
        Log.InForce(logger, state.Version, snapshot.TargetsByName.Count, snapshot.KeyCount);
    }

    private void MarkStale(Exception failure, long? version)
    {
        var away = Database.IsAway(failure);
        _failed = away || version is null ? null : FailedBuild.After(_failed, version.Value, failure, time);
        if (_status is { Stale: false } || (_status is { BuildFailed: false } && !away))
            Log.BuildFailed(logger, away ? null : failure, away ? "the database cannot be reached" : failure.Message);
        if (!away) counts.AddFailure();
        _status = _status with
        {
            Stale = true,
            BuildFailed = !away,
            Problem = away ? "The database cannot be reached; serving the last good snapshot." : $"The last rebuild failed: {failure.Message}",
        };
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Debug, "Snapshot {Version} is in force: {Targets} targets, {Keys} keys")]
        public static partial void InForce(ILogger logger, long version, int targets, int keys);

        [LoggerMessage(301, LogLevel.Warning, "The snapshot could not be rebuilt, the last good one stays in force: {Reason}")]
        public static partial void BuildFailed(ILogger logger, Exception? failure, string reason);

        [LoggerMessage(302, LogLevel.Warning, "Started from the snapshot on disk, version {Version}, since {Reason}")]
        public static partial void FromDisk(ILogger logger, long version, string reason);

        [LoggerMessage(303, LogLevel.Error, "The snapshot on disk is not used: {Reason}")]
        public static partial void DiskCopyUnusable(ILogger logger, string reason);

        [LoggerMessage(305, LogLevel.Information, "The snapshot is up to date again: version {Version}")]
        public static partial void Current(ILogger logger, long version);
    }
}
