namespace Signalbox.Usage.Journal;

/// <summary>Where the journal lies and how it behaves.</summary>
internal sealed record JournalOptions
{
    /// <summary>Least size of a segment: what a start would otherwise waste on files alone.</summary>
    public const int LeastSegmentBytes = 64 * 1024;

    /// <summary>The directory of the segments; one process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>Where the journal lies in a data directory.</summary>
    public static string DirectoryIn(string dataDirectory) => Path.Combine(dataDirectory, "journal");

    /// <summary>Bytes of one segment, preallocated; at least <see cref="LeastSegmentBytes"/>. Two of them bound how many calls can be open at once: about one for each 1.5 KB.</summary>
    public int SegmentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Between two flushes to the disk: what a power failure can take. A kill of the process takes nothing.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Between two attempts to get disk space when there was none.</summary>
    public TimeSpan SpaceRetryInterval { get; init; } = TimeSpan.FromSeconds(1);
}
