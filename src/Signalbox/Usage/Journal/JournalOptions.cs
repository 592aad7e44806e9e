namespace Signalbox.Usage.Journal;

/// <summary>Where the journal lies and how it behaves.</summary>
internal sealed record JournalOptions
{
    /// <summary>The directory of the segments; one process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>Bytes of one segment, preallocated.</summary>
    public int SegmentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Between two flushes to the disk: what a power failure can take. A kill of the process takes nothing.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
