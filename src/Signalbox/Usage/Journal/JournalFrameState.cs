namespace Signalbox.Usage.Journal;

/// <summary>What stands at a place of a segment where a frame may begin.</summary>
internal enum JournalFrameState
{
    /// <summary>A frame, whole and sound.</summary>
    Whole,

    /// <summary>Nothing was written there.</summary>
    None,

    /// <summary>The frame goes on after the bytes at hand.</summary>
    Cut,

    /// <summary>Bytes that are no frame, or not any more.</summary>
    Damaged,
}
