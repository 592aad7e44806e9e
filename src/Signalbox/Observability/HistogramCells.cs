namespace Signalbox.Observability;

/// <summary>The counts and the sum of one histogram series. Any number of threads record; a reader sees each value at most once, and never a count that falls.</summary>
internal sealed class HistogramCells(HistogramShape shape)
{
    private readonly long[] _bounds = shape.ScaledBounds;
    private readonly long[] _counts = new long[shape.Bounds.Length + 1];
    private long _sum;

    /// <summary>What is measured.</summary>
    public HistogramShape Shape => shape;

    /// <summary>Sum of all values, in recorded units.</summary>
    public long Sum => Volatile.Read(ref _sum);

    /// <summary>How many values were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>Records a value, in recorded units. Costs two interlocked additions.</summary>
    public void Record(long value)
    {
        var bounds = _bounds;
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, value);
    }

    /// <summary>The counts per bucket, the last one being what is above all bounds.</summary>
    public long[] Counts()
    {
        var copy = new long[_counts.Length];
        for (var i = 0; i < copy.Length; i++) copy[i] = Volatile.Read(ref _counts[i]);
        return copy;
    }
}
