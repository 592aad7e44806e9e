using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Responses;

/// <summary>
/// Moves kept responses from memory to the database, on a beat or when somebody waits for it, and deletes those whose time is over. While the database
/// is away they stay in memory, within the bound of <see cref="PendingResponses"/>.
/// </summary>
internal sealed partial class KeptResponseWriter(
    PendingResponses pending, KeptResponseStore store, ResponseSealing sealing, ResponseCounts counts, ResponsesOptions options, TimeProvider time, ILogger<KeptResponseWriter> logger)
    : BackgroundService
{
    /// <summary>Responses in one batch at most.</summary>
    internal const int BatchSize = 100;

    private const long BatchBytes = 8 * 1024 * 1024;
    private const int SweepSize = 500;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(10);

    private volatile bool _isStalled;
    private long _sweptTicks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        var backoff = Beat;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pending.WaitAsync(backoff, stoppingToken);
                if (pending.Bytes > 0 || IsSweepDue) await WorkAsync(stoppingToken);
                if (_isStalled) Log.Recovered(logger);
                (_isStalled, backoff) = (false, Beat);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!_isStalled) Log.Stalled(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name);
                _isStalled = pending.IsStalled = true;
                backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
            }
        }
    }

    /// <summary>Stops the beat, then writes what the calls of the shutdown left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(DrainBound);
        try
        {
            while (await FlushAsync(bound.Token)) { }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Log.Lost(logger, failure.GetType().Name);
        }
    }

    private bool IsSweepDue => _sweptTicks == 0 || time.GetElapsedTime(_sweptTicks) >= BetweenSweeps;

    /// <summary>On a thread of its own, as usage is written: SQLite's driver blocks, and sealing takes the processor.</summary>
    private Task WorkAsync(CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            PoolContext.Use();
            while (FlushAsync(cancellation).GetAwaiter().GetResult()) { }
            if (IsSweepDue) SweepAsync(cancellation).GetAwaiter().GetResult();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Writes one batch. Returns whether there was one. What it throws left everything as it was, to be tried again.</summary>
    internal async Task<bool> FlushAsync(CancellationToken cancellation)
    {
        var batch = pending.Oldest(BatchSize, BatchBytes);
        if (batch.Count == 0) return false;
        await store.WriteAsync([.. batch.Where(r => !r.IsDeleted).Select(ToRow)], [.. batch.Where(r => r.IsDeleted)], cancellation);
        counts.CountWritten(batch.Count(r => !r.IsDeleted));
        pending.Remove(batch);
        pending.IsStalled = false;
        return true;
    }

    /// <summary>Deletes what is older than the retention.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        var before = time.GetUtcNow().Subtract(options.Retention).ToUnixTimeMilliseconds();
        while (await store.DeleteExpiredAsync(before, SweepSize, cancellation) == SweepSize) { }
        _sweptTicks = time.GetTimestamp();
    }

    private KeptResponseRow ToRow(KeptResponse response) => new()
    {
        KeyId = response.KeyId,
        Id = response.Id,
        ProviderId = response.ProviderId,
        PreviousId = response.PreviousId,
        CreatedAt = response.CreatedAt,
        Content = response.Content is { } content ? sealing.Seal(response, content) : null,
    };

    private static partial class Log
    {
        [LoggerMessage(630, LogLevel.Warning, "Kept responses stay in memory for now, the database does not take them ({Failure})")]
        public static partial void Stalled(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(631, LogLevel.Information, "Kept responses are written to the database again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(632, LogLevel.Warning, "Kept responses that are not in the database yet are lost with the end of the process ({Failure})")]
        public static partial void Lost(ILogger logger, string failure);
    }
}
