using System.Runtime.CompilerServices;

namespace Signalbox.Usage.Journal;

/// <summary>
/// The local, append-only record that makes usage survive a kill. A call is opened before an upstream is reached and closed before the caller
/// has its last byte; room for the close is set aside at the open, so that a call that began can always be recorded.
/// </summary>
/// <remarks>
/// Callers encode outside the lock and copy inside it; everything that touches the disk happens on two threads of its own: one makes the next
/// segment ahead of need, one flushes.
/// </remarks>
internal sealed partial class UsageJournal : IDisposable
{
    /// <summary>How much longer the close of a call may be than its open, before texts are cut.</summary>
    private const int CloseGrowth = 1024;

    private readonly JournalOptions _options;
    private readonly ILogger<UsageJournal> _logger;
    private readonly int _segmentBytes;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _allocationWanted = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _allocating;
    private readonly Task _flushing;
    private readonly Queue<JournalSegment> _full = [];
    private readonly JournalNamesCache _names = new();
    private JournalSegment? _active;
    private JournalSegment? _spare;
    private long _nextNumber;
    private long _reserved;
    private int _flushedTo;
    private long _opened;
    private long _open;
    private long _closed;
    private long _dropped;
    private bool _isClosed;
    private volatile string? _problem;

    /// <summary>Opens the journal with a new segment. Older ones stay for the writer to drain. A full disk is no error: see <see cref="Problem"/>.</summary>
    /// <exception cref="IOException">Another process holds the directory.</exception>
    public UsageJournal(JournalOptions options, ILogger<UsageJournal> logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentBytes, JournalOptions.LeastSegmentBytes);
        (_options, _logger) = (options, logger);
        _segmentBytes = options.SegmentBytes & ~(JournalFrame.Alignment - 1);
        Files = new JournalDirectory(options.Directory);
        Files.Trim();
        using (var checkpoint = new JournalCheckpoint(options.Directory))
            // Never a number again whose entries count as delivered.
            FirstOwnSegment = _nextNumber = Files.Segments().Append(checkpoint.Place.Segment).Max() + 1;
        Allocate();
        _allocating = Task.Factory.StartNew(AllocateAhead, TaskCreationOptions.LongRunning);
        _flushing = Task.Factory.StartNew(FlushOnBeat, TaskCreationOptions.LongRunning);
    }

    /// <summary>Segments below this number are of earlier runs: what is open in them was interrupted.</summary>
    public long FirstOwnSegment { get; }

    /// <summary>Its files.</summary>
    public JournalDirectory Files { get; }

    /// <summary>Whether a call could be opened now.</summary>
    public bool IsAvailable => _problem is null;

    /// <summary>Why not; null when it could.</summary>
    public string? Problem => _problem;

    /// <summary>The segment that is appended to, and how far.</summary>
    public (long Segment, int Offset) Position
    {
        get
        {
            lock (_gate) return _active is null ? (FirstOwnSegment, 0) : (_active.Number, _active.Written);
        }
    }

    /// <summary>What went in since the start.</summary>
    public JournalCounts Counts
    {
        get
        {
            lock (_gate) return new(_opened, _open, _closed, _dropped);
        }
    }

    /// <summary>Records that the call is about to reach an upstream.</summary>
    /// <returns>False when there is no room left to promise its close: the call must not be made.</returns>
    [SkipLocalsInit]
    public bool TryOpen(UsageRecord record)
    {
        Span<byte> buffer = stackalloc byte[JournalFrame.MaxBytes];
        var names = _names.Of(record);
        var frame = buffer[..JournalFrame.Write(buffer, JournalEntryKind.Open, record, names)];
        var size = frame.Length + (names?.Frame.Length ?? 0);
        var reserve = Math.Min(size + CloseGrowth, JournalFrame.MaxBytes);
        lock (_gate)
        {
            if (_isClosed) return false;
            if (Room() - _reserved < size + reserve)
            {
                if (_spare is null) _problem ??= "The next segment of the usage journal is not ready.";
                WantAllocation();
                return false;
            }
            Append(frame, names);
            record.JournalReserve = reserve;
            _reserved += reserve;
            _opened++;
            _open++;
            return true;
        }
    }

    /// <summary>
    /// Records how a call ended. For a call that was opened this always succeeds. One that was refused has no room set aside: on a full disk its
    /// record may be dropped, which is counted. So is that of a call which outlives the journal, such as one that no caller waits for: the next
    /// start finds it open, and records it as interrupted.
    /// </summary>
    [SkipLocalsInit]
    public void Close(UsageRecord record)
    {
        Span<byte> buffer = stackalloc byte[JournalFrame.MaxBytes];
        var names = _names.Of(record);
        var frame = buffer[..JournalFrame.Write(buffer, JournalEntryKind.Close, record, names)];
        var size = frame.Length + (names?.Frame.Length ?? 0);
        var dropped = 0L;
        lock (_gate)
        {
            _reserved -= record.JournalReserve;
            if (record.JournalReserve > 0) _open--;
            if (_isClosed)
            {
                _dropped++;
            }
            else if (Room() - _reserved >= size)
            {
                Append(frame, names);
                _closed++;
            }
            else if (record.JournalReserve > 0)
            {
                Append(buffer[..JournalFrame.Write(buffer[..record.JournalReserve], JournalEntryKind.Close, record)]);
                _closed++;
            }
            else
            {
                dropped = ++_dropped;
                WantAllocation();
            }
            record.JournalReserve = 0;
        }
        // The first of them tells enough: the counter has the rest.
        if (dropped == 1) Log.Dropped(_logger, record.RequestId);
    }

    /// <summary>
    /// Appends more about a call that still runs: how far it is (<see cref="JournalEntryKind.Progress"/>), or its open entry again
    /// (<see cref="JournalEntryKind.Carried"/>, see <see cref="JournalReader.CarryForward"/>). What is promised to the closes of calls stays theirs.
    /// </summary>
    /// <returns>False when there is no room to spare.</returns>
    [SkipLocalsInit]
    public bool TryNote(JournalEntryKind kind, UsageRecord record)
    {
        Span<byte> buffer = stackalloc byte[JournalFrame.MaxBytes];
        var frame = buffer[..JournalFrame.Write(buffer, kind, record)];
        lock (_gate)
        {
            if (_isClosed || _problem is not null || Room() - _reserved < frame.Length) return false;
            Append(frame);
            return true;
        }
    }

    /// <summary>Bytes that can be appended for certain: a frame that does not fit into the rest of the active segment leaves that rest unused.</summary>
    private long Room() => (_active?.Free ?? 0) + (_spare is null ? 0L : _spare.Capacity - JournalFrame.MaxBytes - JournalNames.MostBytes);

    /// <summary>Appends an entry, and before it the names that it refers to where they are not near: both to the same segment.</summary>
    private void Append(ReadOnlySpan<byte> frame, JournalNames? names = null)
    {
        if (_active!.Free < frame.Length + (names is not null && names.AreFar(_active) ? names.Frame.Length : 0))
        {
            _full.Enqueue(_active);
            (_active, _spare, _flushedTo) = (_spare!, null, 0);
            WantAllocation();
        }
        if (names is not null && names.AreFar(_active))
        {
            _active.Append(names.Frame);
            names.SaidIn(_active);
        }
        _active.Append(frame);
    }

    private void WantAllocation()
    {
        if (_allocationWanted.CurrentCount == 0) _allocationWanted.Release();
    }

    private void AllocateAhead()
    {
        try
        {
            while (true)
            {
                _allocationWanted.Wait(_problem is null ? Timeout.InfiniteTimeSpan : _options.SpaceRetryInterval, _stop.Token);
                while (_spare is null && Allocate()) { }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Makes one segment: the active one when there is none, else the spare.</summary>
    private bool Allocate()
    {
        try
        {
            var made = JournalSegment.Create(Files.SegmentPath(_nextNumber), _nextNumber, _segmentBytes);
            _nextNumber++;
            lock (_gate)
            {
                if (_active is null) _active = made;
                else _spare = made;
            }
            if (_problem is not null) Log.Recovered(_logger);
            _problem = null;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (_problem is null) Log.NoSpace(_logger, failure.Message);
            _problem = $"There is no room for the usage journal: {failure.Message}";
            return false;
        }
    }

    private void FlushOnBeat()
    {
        while (!_stop.Token.WaitHandle.WaitOne(_options.FlushInterval)) Flush();
    }

    private void Flush()
    {
        while (true)
        {
            JournalSegment? full;
            lock (_gate)
                if (!_full.TryDequeue(out full)) break;
            // Unmapped only after its last flush, and by no one else.
            TryFlush(full);
            full.Dispose();
        }
        JournalSegment? active;
        int written;
        lock (_gate) (active, written) = (_active, _active?.Written ?? 0);
        if (active is null || written == _flushedTo || !TryFlush(active)) return;
        lock (_gate)
            if (_active == active) _flushedTo = written;
    }

    private bool TryFlush(JournalSegment segment)
    {
        try
        {
            segment.Flush();
            return true;
        }
        catch (IOException failure)
        {
            Log.FlushFailed(_logger, failure.Message);
            return false;
        }
    }

    /// <summary>Flushes, and gives back the space that was reserved ahead. Nothing is recorded from then on.</summary>
    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        Task.WaitAll(_allocating, _flushing);
        Flush();
        // Whoever still has something to record must not find the mapping gone under it.
        lock (_gate)
        {
            _isClosed = true;
            _active?.Seal();
            _spare?.Seal();
        }
        Files.Dispose();
        _allocationWanted.Dispose();
        _stop.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(600, LogLevel.Error, "There is no room in the journal even for the records of refused calls, such as {RequestId}; they are only counted from now on")]
        public static partial void Dropped(ILogger logger, string requestId);

        [LoggerMessage(601, LogLevel.Error, "No journal segment can be made, so calls are refused: {Reason}")]
        public static partial void NoSpace(ILogger logger, string reason);

        [LoggerMessage(602, LogLevel.Information, "The journal has room again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(603, LogLevel.Warning, "The journal could not be flushed: {Reason}")]
        public static partial void FlushFailed(ILogger logger, string reason);
    }
}
