using Signalbox.Threading;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>
/// Deletes single calls when their time is over, a few at a time with pauses between; what they amounted to stays in the sums. A call that is in no sum
/// yet stays until it is.
/// </summary>
internal sealed partial class UsagePruning(UsageStore store, RollupProgress progress, UsageOptions options, TimeProvider time, ILogger<UsagePruning> logger) : BackgroundService
{
    private const int BatchSize = 1000;

    private static readonly TimeSpan BetweenRuns = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Single calls before this time are gone, Unix milliseconds; null when none was ever deleted.</summary>
    public Task<long?> PrunedBeforeAsync(CancellationToken cancellation) => progress.ReadAsync(RollupProgress.Pruned, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Retention is null) return;
        await PoolContext.SwitchAsync();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                await Task.Delay(BetweenRuns, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure.GetType().Name);
                await Task.Delay(BetweenRuns, time, stoppingToken);
            }
        }
    }

    /// <summary>Deletes all whose time is over.</summary>
    /// <returns>How many calls.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (options.Retention is not { } retention) return 0;
        var before = (time.GetUtcNow() - retention).ToUnixTimeMilliseconds();
        var deleted = 0;
        while (true)
        {
            var count = await store.DeleteBeforeAsync(before, BatchSize, cancellation);
            if (deleted == 0 && count > 0) await progress.WriteAsync(RollupProgress.Pruned, before, cancellation);
            deleted += count;
            if (count < BatchSize) break;
            await Task.Delay(Pause, time, cancellation);
        }
        if (deleted > 0) Log.Deleted(logger, deleted);
        return deleted;
    }

    private static partial class Log
    {
        [LoggerMessage(623, LogLevel.Information, "{Count} calls were deleted, as usage_retention_days says; their sums stay")]
        public static partial void Deleted(ILogger logger, int count);

        [LoggerMessage(624, LogLevel.Warning, "Calls whose time is over cannot be deleted for now ({Failure})")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
