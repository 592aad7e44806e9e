using Signalbox.Storage;
using Signalbox.Threading;
using Signalbox.Usage.Journal;

namespace Signalbox.Usage;

/// <summary>
/// Moves records from the journal to the database, in batches on a beat rather than woken by each. At least once, and each counts once,
/// since the request's id is the key. While the database is away the journal grows on disk and nothing in memory does.
/// </summary>
internal sealed partial class UsageWriter(UsageJournal journal, IUsageSink sink, TimeProvider time, ILogger<UsageWriter> logger) : BackgroundService
{
    /// <summary>Records in one batch at most.</summary>
    internal const int BatchSize = 4000;

    /// <summary>Between two rounds while calls are few: who looks for one that has just ended finds it.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(150);

    /// <summary>Between two rounds under load, since a round takes milliseconds whatever it delivers.</summary>
    private static readonly TimeSpan LoadedBeat = TimeSpan.FromSeconds(1);

    /// <summary>Calls of a round that are load.</summary>
    private const int LeastOfLoad = 100;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(10);

    private readonly JournalReader _reader = new(journal);
    private readonly JournalCheckpoint _checkpoint = new(journal.Files.Path);
    private readonly QuarantineFile _quarantine = new(journal.Files.Path);
    private readonly List<UsageRecord> _pending = [];
    private bool _interruptedRecorded;
    private volatile string? _problem;
    private long _inherited = -1;
    private long _settled;
    private long _written;
    private long _quarantined;
    private long _damagedReported;
    private long _oldestPendingAt;

    /// <summary>Why nothing is written at the moment; null when all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Records written since the start.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Records that no database took, kept in a file for inspection.</summary>
    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>Entries of the journal that could not be read, after a power failure or by a fault of the disk.</summary>
    public long Damaged => Volatile.Read(ref _damagedReported);

    /// <summary>Bytes of the journal not yet in the database.</summary>
    public long BacklogBytes
    {
        get
        {
            var (active, written) = journal.Position;
            var (segment, offset) = _checkpoint.Place;
            var whole = journal.Files.Segments().Where(number => number >= segment && number < active).Sum(journal.Files.SegmentLength);
            return Math.Max(0, whole + written - offset);
        }
    }

    /// <summary>How the journal and its draining stand.</summary>
    public JournalStatus Status
    {
        get
        {
            var pending = Math.Max(0, Math.Max(0, Volatile.Read(ref _inherited)) + journal.Counts.Closed - Volatile.Read(ref _settled));
            var oldest = Volatile.Read(ref _oldestPendingAt);
            return new(
                journal.IsAvailable, journal.Problem, pending, oldest == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(oldest),
                journal.Files.Segments().Sum(journal.Files.SegmentLength));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        var backoff = Beat;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(backoff, time, stoppingToken);
                if (_inherited < 0) Volatile.Write(ref _inherited, CountInherited());
                var settled = _settled;
                if (HasWork) await DrainAsync(stoppingToken);
                if (_problem is not null) Log.Recovered(logger);
                (_problem, backoff) = (null, _settled - settled < LeastOfLoad ? Beat : LoadedBeat);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (_problem is null) Log.Stalled(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name);
                _problem = "Usage cannot be written to the database; it is kept in the journal.";
                backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
            }
        }
    }

    /// <summary>False while nobody calls: then no thread is started.</summary>
    private bool HasWork => !_interruptedRecorded || _checkpoint.Place != journal.Position;

    /// <summary>
    /// Delivers all there is, on a thread of its own: SQLite's driver blocks, and a batch of it would keep back the calls that wait for a thread,
    /// on two cores for long enough to be seen in their 99th percentile.
    /// </summary>
    private Task DrainAsync(CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            CourteousThread.Begin();
            PoolContext.Use();
            while (StepAsync(cancellation).GetAwaiter().GetResult()) { }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Stops the beat, then drains what the calls of the shutdown left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(DrainBound);
        try
        {
            while (await StepAsync(bound.Token)) { }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Log.LeftInJournal(logger, failure.GetType().Name);
        }
    }

    /// <summary>Delivers one batch. Returns whether there may be more. What it throws left everything as it was, to be tried again.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellation)
    {
        _reader.Read(_pending, BatchSize, _checkpoint.Place);
        ReportDamage();
        if (_pending.Count > 0)
        {
            Volatile.Write(ref _oldestPendingAt, _pending[0].FinishedAt);
            await DeliverAsync(_pending, cancellation);
            Interlocked.Add(ref _settled, _pending.Count);
            _pending.Clear();
        }
        Volatile.Write(ref _oldestPendingAt, 0);
        if (_checkpoint.Place != _reader.Place)
        {
            _checkpoint.Write(_reader.Place);
            _reader.CarryForward();
            _reader.DeleteDrained();
            return true;
        }
        return await RecordInterruptedAsync(cancellation);
    }

    /// <summary>Inserts a batch; where the database rejects a record, halves it until that one is found and put aside.</summary>
    private async Task DeliverAsync(List<UsageRecord> batch, CancellationToken cancellation)
    {
        try
        {
            await sink.InsertAsync(batch, cancellation);
            Interlocked.Add(ref _written, batch.Count);
        }
        catch (RecordRejectedException) when (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await DeliverAsync(batch[..half], cancellation);
            await DeliverAsync(batch[half..], cancellation);
        }
        catch (RecordRejectedException rejected)
        {
            await _quarantine.AddAsync(batch[0], cancellation);
            Interlocked.Increment(ref _quarantined);
            Log.Quarantined(logger, rejected, batch[0].RequestId);
        }
    }

    /// <summary>Once everything of earlier runs was read: records what a kill left open.</summary>
    private async Task<bool> RecordInterruptedAsync(CancellationToken cancellation)
    {
        if (_interruptedRecorded || !_reader.IsPastEarlierRuns) return false;
        var interrupted = _reader.Interrupted();
        foreach (var record in interrupted)
        {
            record.Status = CallStatus.Interrupted;
            record.Code = "interrupted";
            record.Message = record.TokensInput is null
                ? "The gateway was stopped before the call ended. Tokens and cost are not known."
                : "The gateway was stopped before the call ended. Tokens and cost are estimated, from what had passed until shortly before.";
            record.FinishedAt = record.StartedAt + record.LatencyMicroseconds / 1000;
        }
        foreach (var batch in interrupted.Chunk(BatchSize)) await DeliverAsync([.. batch], cancellation);
        foreach (var record in interrupted) _reader.Forget(record.RequestId);
        _interruptedRecorded = true;
        if (interrupted.Count == 0) return false;
        Log.Interrupted(logger, interrupted.Count);
        _reader.DeleteDrained();
        return true;
    }

    /// <summary>How many finished calls earlier runs left behind.</summary>
    private long CountInherited()
    {
        using var cursor = new JournalCursor(journal);
        var count = 0L;
        while (cursor.TryRead(out var kind, out _) && cursor.Place.Segment < journal.FirstOwnSegment)
            if (kind == JournalEntryKind.Close && cursor.Place.CompareTo(_checkpoint.Place) > 0) count++;
        return count;
    }

    private void ReportDamage()
    {
        var damaged = _reader.Damaged;
        if (damaged == _damagedReported) return;
        Log.Damaged(logger, damaged - _damagedReported, journal.Files.Path);
        Volatile.Write(ref _damagedReported, damaged);
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _checkpoint.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(610, LogLevel.Warning, "Usage stays in the journal for now, the database does not take it ({Failure})")]
        public static partial void Stalled(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(611, LogLevel.Information, "Usage is written to the database again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(612, LogLevel.Error, "The record of {RequestId} was put aside, the database does not take it")]
        public static partial void Quarantined(ILogger logger, Exception failure, string requestId);

        [LoggerMessage(613, LogLevel.Warning, "{Count} calls were interrupted when the gateway was last stopped")]
        public static partial void Interrupted(ILogger logger, int count);

        [LoggerMessage(614, LogLevel.Warning, "Usage that is not in the database yet stays in the journal for the next start ({Failure})")]
        public static partial void LeftInJournal(ILogger logger, string failure);

        [LoggerMessage(615, LogLevel.Error, "{Count} entries of the journal in {Directory} cannot be read; what stood in them is lost")]
        public static partial void Damaged(ILogger logger, long count, string directory);
    }
}
