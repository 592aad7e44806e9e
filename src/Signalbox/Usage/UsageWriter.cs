using Signalbox.Storage;
using Signalbox.Usage.Journal;

namespace Signalbox.Usage;

/// <summary>
/// Moves records from the journal to the database, in batches on a beat rather than woken by each. At least once, and each counts once,
/// since the request's id is the key. While the database is away the journal grows on disk and nothing in memory does.
/// </summary>
internal sealed partial class UsageWriter(UsageJournal journal, IUsageSink sink, TimeProvider time, ILogger<UsageWriter> logger) : BackgroundService
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(10);

    private readonly JournalReader _reader = new(journal);
    private readonly JournalCheckpoint _checkpoint = new(journal.DirectoryPath);
    private (long Segment, long Offset) _delivered;
    private List<UsageRecord> _pending = [];
    private bool _interruptedNoted;
    private volatile string? _problem;
    private long _written;
    private long _quarantined;

    /// <summary>Why nothing is written at the moment; null when all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Records written since the start.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Records that no database took, kept in a file for inspection.</summary>
    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>Bytes of the journal not yet in the database.</summary>
    public long BacklogBytes
    {
        get
        {
            var (active, written) = journal.Position;
            var (segment, offset) = _reader.Position;
            if (segment == active) return written - offset;
            return written + UsageJournal.Numbers(journal.DirectoryPath).Where(n => n >= segment && n < active).Sum(n => new FileInfo(JournalSegment.PathOf(journal.DirectoryPath, n)).Length) - offset;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _delivered = _checkpoint.Read();
        var backoff = Beat;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(backoff, time, stoppingToken);
                while (await StepAsync(stoppingToken)) await Task.Yield();
                if (_problem is not null) Log.Recovered(logger);
                (_problem, backoff) = (null, Beat);
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

    /// <summary>Delivers one batch. Returns whether there may be more.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (_pending.Count == 0) _pending = _reader.Read(BatchSize, IsUndelivered);
        if (_pending.Count > 0)
        {
            await DeliverAsync(_pending, cancellation);
            _pending = [];
        }
        if (_delivered != _reader.Position)
        {
            _delivered = _reader.Position;
            _checkpoint.Write(_delivered);
            _reader.DeleteDrained();
            return true;
        }
        return NoteInterrupted();
    }

    private bool IsUndelivered(long segment, long offset) =>
        segment > _delivered.Segment || (segment == _delivered.Segment && offset >= _delivered.Offset);

    private async Task DeliverAsync(List<UsageRecord> batch, CancellationToken cancellation)
    {
        try
        {
            await sink.InsertAsync(batch, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Database.IsAway(failure))
        {
            // One record may be at fault: find it, so that it does not hold up the rest.
            foreach (var record in batch) await DeliverAloneAsync(record, cancellation);
        }
        Interlocked.Add(ref _written, batch.Count);
    }

    private async Task DeliverAloneAsync(UsageRecord record, CancellationToken cancellation)
    {
        try
        {
            await sink.InsertAsync([record], cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Database.IsAway(failure))
        {
            var bytes = new byte[UsageRecordCodec.MaxBytes];
            var length = UsageRecordCodec.Write(record, bytes);
            await File.AppendAllTextAsync(Path.Combine(journal.DirectoryPath, "quarantine"), Convert.ToBase64String(bytes, 0, length) + "\n", cancellation);
            Interlocked.Increment(ref _quarantined);
            Log.Quarantined(logger, failure, record.RequestId);
        }
    }

    /// <summary>Once everything of earlier runs was read: closes what a kill left open.</summary>
    private bool NoteInterrupted()
    {
        if (_interruptedNoted || _reader.Position.Segment < journal.FirstOwnSegment) return false;
        _interruptedNoted = true;
        var interrupted = _reader.Interrupted;
        foreach (var record in interrupted)
        {
            record.Status = CallStatus.Interrupted;
            record.Code = "interrupted";
            record.Message = "The gateway was stopped before the call ended. Tokens and cost are not known.";
            record.FinishedAt = record.StartedAt;
            journal.Close(record);
        }
        if (interrupted.Count > 0) Log.Interrupted(logger, interrupted.Count);
        return interrupted.Count > 0;
    }

    public override void Dispose()
    {
        _reader.Dispose();
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
    }
}
