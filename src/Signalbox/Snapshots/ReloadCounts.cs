namespace Signalbox.Snapshots;

/// <summary>How often the snapshot was rebuilt, for what cause, and how long the last time took.</summary>
internal sealed class ReloadCounts
{
    private readonly long[] _reloads = new long[Enum.GetValues<ReloadCause>().Length];
    private long _failures;
    private long _whole;
    private long _partial;
    private long _lastBuildTicks;
    private long _lastCopyTicks;

    /// <summary>Rebuilds that failed for another reason than a database that is away.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Rebuilds that read everything.</summary>
    public long Whole => Volatile.Read(ref _whole);

    /// <summary>Rebuilds that read only what changed.</summary>
    public long Partial => Volatile.Read(ref _partial);

    /// <summary>How long the last rebuild took, from the first read to the swap.</summary>
    public TimeSpan LastBuild => TimeSpan.FromTicks(Volatile.Read(ref _lastBuildTicks));

    /// <summary>How long the last write of the copy on disk took.</summary>
    public TimeSpan LastCopy
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _lastCopyTicks));
        set => Volatile.Write(ref _lastCopyTicks, value.Ticks);
    }

    /// <summary>Rebuilds for a cause.</summary>
    public long Of(ReloadCause cause) => Volatile.Read(ref _reloads[(int)cause]);

    /// <summary>Counts a rebuild.</summary>
    public void Add(ReloadCause cause, TimeSpan took)
    {
        Interlocked.Increment(ref _reloads[(int)cause]);
        Volatile.Write(ref _lastBuildTicks, took.Ticks);
    }

    /// <summary>Counts a rebuild from everything.</summary>
    public void AddWhole() => Interlocked.Increment(ref _whole);

    /// <summary>Counts a rebuild from what changed.</summary>
    public void AddPartial() => Interlocked.Increment(ref _partial);

    /// <summary>Counts a failure.</summary>
    public void AddFailure() => Interlocked.Increment(ref _failures);
}
