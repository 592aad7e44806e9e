namespace Signalbox.Responses;

/// <summary>What became of responses since the start, for the metrics.</summary>
internal sealed class ResponseCounts
{
    private long _kept;
    private long _written;
    private long _dropped;
    private long _tooLarge;
    private long _unshared;
    private long _readsInMemory;
    private long _readsInDatabase;
    private long _readsFailed;

    /// <summary>Responses taken to be kept.</summary>
    public long Kept => Volatile.Read(ref _kept);

    /// <summary>Those that reached the database.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Those that waited for the database until there was no more room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Those over the size that is kept.</summary>
    public long TooLarge => Volatile.Read(ref _tooLarge);

    /// <summary>Those whose call ended before other instances could find them, since the database did not take them in time.</summary>
    public long Unshared => Volatile.Read(ref _unshared);

    /// <summary>Searches that memory answered.</summary>
    public long ReadsInMemory => Volatile.Read(ref _readsInMemory);

    /// <summary>Searches that the database answered.</summary>
    public long ReadsInDatabase => Volatile.Read(ref _readsInDatabase);

    /// <summary>Searches that the database did not answer.</summary>
    public long ReadsFailed => Volatile.Read(ref _readsFailed);

    public void CountKept() => Interlocked.Increment(ref _kept);

    public void CountWritten(int count) => Interlocked.Add(ref _written, count);

    public void CountDropped(int count) => Interlocked.Add(ref _dropped, count);

    public void CountTooLarge() => Interlocked.Increment(ref _tooLarge);

    public void CountUnshared() => Interlocked.Increment(ref _unshared);

    public void CountReadInMemory() => Interlocked.Increment(ref _readsInMemory);

    public void CountReadInDatabase() => Interlocked.Increment(ref _readsInDatabase);

    public void CountReadFailed() => Interlocked.Increment(ref _readsFailed);
}
