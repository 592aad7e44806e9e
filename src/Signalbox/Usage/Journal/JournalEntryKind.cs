namespace Signalbox.Usage.Journal;

/// <summary>What an entry says. Stored: never renumber.</summary>
internal enum JournalEntryKind : byte
{
    /// <summary>A call is about to reach an upstream.</summary>
    Open = 1,

    /// <summary>A call has ended; the entry holds its whole record.</summary>
    Close = 2,

    /// <summary>An <see cref="Open"/> said again, so that the segment of the first one can go while the call still runs.</summary>
    Carried = 3,

    /// <summary>How far a stream is: what is counted of it, for the case that a kill keeps it from its <see cref="Close"/>.</summary>
    Progress = 4,

    /// <summary>Texts that entries behind it in its segment refer to (<see cref="JournalNames"/>).</summary>
    Names = 5,
}
