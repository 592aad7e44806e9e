namespace Signalbox.Usage.Journal;

/// <summary>
/// The local, append-only record that makes usage survive a kill. A call is opened before an upstream is reached and closed before the caller
/// has its last byte; room for the close is set aside at the open, so that a call that began can always be recorded.
/// </summary>
internal sealed partial class UsageJournal : IDisposable
{
    private readonly JournalOptions _options;
    private readonly ILogger<UsageJournal> _logger;
    private readonly FileStream _lock;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _allocationWanted = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _flushing;
    private readonly Task _allocating;
    private JournalSegment? _active;
    private JournalSegment? _spare;
    private long _nextNumber;
    private int _open;
    private int _flushedTo;
    private volatile string? _problem;

    /// <summary>Opens the journal with a new segment. Older ones stay for the writer to drain.</summary>
    /// <exception cref="IOException">Another process holds the directory, or the disk is full.</exception>
    public UsageJournal(JournalOptions options, ILogger<UsageJournal> logger)
    {
        (_options, _logger) = (options, logger);
        Directory.CreateDirectory(options.Directory);
        _lock = TakeLock(options.Directory);
        _nextNumber = Numbers(options.Directory).DefaultIfEmpty(0).Max() + 1;
        FirstOwnSegment = _nextNumber;
        _active = JournalSegment.Create(options.Directory, _nextNumber++, options.SegmentBytes);
        _allocating = Task.Run(AllocateAsync);
        _flushing = Task.Run(FlushAsync);
        _allocationWanted.Release();
    }

    /// <summary>Segments below this number are of earlier runs: what is open in them was interrupted.</summary>
    public long FirstOwnSegment { get; }

    /// <summary>The directory of the segments.</summary>
    public string DirectoryPath => _options.Directory;

    /// <summary>Whether a call could be opened now.</summary>
    public bool IsAvailable => _problem is null;

    /// <summary>Why not; null when it could.</summary>
    public string? Problem => _problem;

    /// <summary>The segment that is appended to, and how far.</summary>
    public (long Segment, int Offset) Position
    {
        get
        {
            lock (_gate) return (_active!.Number, _active.Written);
        }
    }

    /// <summary>Records that the call is about to reach an upstream.</summary>
    /// <returns>False when there is no room left to promise its close: the call must not be made.</returns>
    public bool TryOpen(UsageRecord record)
    {
        Span<byte> payload = stackalloc byte[UsageRecordCodec.MaxBytes];
        var length = UsageRecordCodec.Write(record, payload);
        lock (_gate)
        {
            if (Room() < (long)(_open + 1) * JournalSegment.FrameSize(UsageRecordCodec.MaxBytes) / 4 + JournalSegment.FrameSize(length))
            {
                WantAllocation();
                if (_spare is null) _problem ??= "The next segment is not ready.";
                return false;
            }
            _open++;
            record.IsOpened = true;
            Append(JournalEntryKind.Open, payload[..length]);
            return true;
        }
    }

    /// <summary>Records how a call ended. For a call that was opened this always succeeds.</summary>
    public void Close(UsageRecord record)
    {
        Span<byte> payload = stackalloc byte[UsageRecordCodec.MaxBytes];
        var length = UsageRecordCodec.Write(record, payload);
        lock (_gate)
        {
            if (record.IsOpened) _open--;
            if (Room() < JournalSegment.FrameSize(length))
            {
                Log.NoRoom(_logger, record.RequestId);
                WantAllocation();
                return;
            }
            Append(JournalEntryKind.Close, payload[..length]);
        }
    }

    /// <summary>Numbers of the segments in a directory, ascending.</summary>
    public static IReadOnlyList<long> Numbers(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*.journal")
            .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path), out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    private long Room() => _active!.Free + (_spare is null ? 0 : (long)_spare.Capacity);

    private void Append(JournalEntryKind kind, ReadOnlySpan<byte> payload)
    {
        if (_active!.Free < JournalSegment.FrameSize(payload.Length))
        {
            var full = _active;
            (_active, _spare, _flushedTo) = (_spare!, null, 0);
            // The old mapping may go only after its last flush, which must not hold up the callers.
            _ = Task.Run(() =>
            {
                full.Flush();
                full.Dispose();
            });
            WantAllocation();
        }
        _active.Append(kind, payload);
    }

    private void WantAllocation()
    {
        if (_allocationWanted.CurrentCount == 0) _allocationWanted.Release();
    }

    private async Task AllocateAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _allocationWanted.WaitAsync(_problem is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(1), _stop.Token);
                lock (_gate)
                {
                    if (_spare is not null) continue;
                }
                var made = JournalSegment.Create(_options.Directory, _nextNumber, _options.SegmentBytes);
                lock (_gate) (_spare, _nextNumber) = (made, _nextNumber + 1);
                if (_problem is not null) Log.Recovered(_logger);
                _problem = null;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (_problem is null) Log.NoSpace(_logger, failure.Message);
                _problem = "There is no disk space for the usage journal.";
            }
        }
    }

    private async Task FlushAsync()
    {
        using var timer = new PeriodicTimer(_options.FlushInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) FlushActive();
        }
        catch (OperationCanceledException)
        {
            // Stopping: Dispose flushes once more.
        }
    }

    private void FlushActive()
    {
        JournalSegment segment;
        int written;
        lock (_gate)
        {
            (segment, written) = (_active!, _active!.Written);
            if (written == _flushedTo) return;
        }
        try
        {
            segment.Flush();
            lock (_gate)
                if (_active == segment) _flushedTo = written;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // Full and swapped meanwhile: its own last flush follows. A disk that fails shows at the next segment.
            Log.FlushFailed(_logger, failure.Message);
        }
    }

    private static FileStream TakeLock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new IOException($"Another Signalbox process uses the journal in {directory}. Give each instance its own SIGNALBOX_DATA.", failure);
        }
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        Task.WaitAll(_allocating, _flushing);
        _active?.Flush();
        _active?.Dispose();
        if (_spare is { } spare)
        {
            spare.Dispose();
            File.Delete(spare.FilePath);
        }
        _lock.Dispose();
        _allocationWanted.Dispose();
        _stop.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(600, LogLevel.Error, "There is no room in the journal for the record of {RequestId}")]
        public static partial void NoRoom(ILogger logger, string requestId);

        [LoggerMessage(601, LogLevel.Error, "No journal segment can be made, so calls are refused: {Reason}")]
        public static partial void NoSpace(ILogger logger, string reason);

        [LoggerMessage(602, LogLevel.Information, "The journal has room again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(603, LogLevel.Warning, "The journal could not be flushed: {Reason}")]
        public static partial void FlushFailed(ILogger logger, string reason);
    }
}
