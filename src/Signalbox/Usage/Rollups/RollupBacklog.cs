using Signalbox.Core.Reports;
using Signalbox.Threading;

namespace Signalbox.Usage.Rollups;

/// <summary>
/// Adds calls to the sums that were recorded by a version that kept none: all of them once after an upgrade, and what an older instance wrote beside this
/// one. In small transactions with pauses, so that the writer is not kept waiting.
/// </summary>
internal sealed partial class RollupBacklog(UsageStore store, UsageQueries queries, RollupProgress progress, TimeProvider time, ILogger<RollupBacklog> logger) : BackgroundService
{
    private const int BatchSize = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private volatile bool _isDone;

    /// <summary>Whether there may be calls that are in no sum yet.</summary>
    public bool IsWaiting => !_isDone;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Waiting(logger, failure.GetType().Name);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    /// <summary>Goes through all that was not gone through yet.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // An older instance delivers what it holds in its journal late; a day is long for that.
        var since = Math.Max(0, (await progress.ReadAsync(RollupProgress.RolledUp, cancellation) ?? 0) - TimeSegments.DayMs);
        var began = time.GetUtcNow().ToUnixTimeMilliseconds();
        var added = 0;
        for (var isFirst = true; ; isFirst = false)
        {
            var inThisPass = await PassAsync(since, isFirst, cancellation);
            // What another instance had in hand may have come back when it failed.
            if (inThisPass == 0) break;
            added += inThisPass;
        }
        await progress.WriteAsync(RollupProgress.RolledUp, began, cancellation);
        _isDone = true;
        if (added > 0) Log.Added(logger, added);
    }

    private async Task<int> PassAsync(long since, bool isFirst, CancellationToken cancellation)
    {
        var (added, after) = (0, UsageQueries.FirstIdAt(since));
        while (true)
        {
            var rows = await queries.NotAddedAsync(after, BatchSize, cancellation);
            if (rows.Count == 0) return added;
            if (isFirst && added == 0) Log.Begun(logger);
            await store.AddToSumsAsync([.. rows.Select(row => row.ToRecord())], cancellation);
            added += rows.Count;
            after = rows[^1].RequestId;
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(620, LogLevel.Information, "Adding calls of an earlier version to the sums that reports are read from")]
        public static partial void Begun(ILogger logger);

        [LoggerMessage(621, LogLevel.Information, "{Count} calls of an earlier version were added to the sums that reports are read from")]
        public static partial void Added(ILogger logger, int count);

        [LoggerMessage(622, LogLevel.Warning, "Calls of an earlier version cannot be added to the sums for now ({Failure})")]
        public static partial void Waiting(ILogger logger, string failure);
    }
}
