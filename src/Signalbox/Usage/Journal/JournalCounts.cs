namespace Signalbox.Usage.Journal;

/// <summary>
/// What went into the journal since the start, for the books to be balanced: of the calls that were sent to an upstream, each has either ended
/// or is open.
/// </summary>
/// <param name="Opened">Calls that were sent to an upstream.</param>
/// <param name="Open">Those of them that have not ended yet.</param>
/// <param name="Closed">Records of calls that ended, refused ones included.</param>
/// <param name="Dropped">Records of refused calls for which there was no room. A call that was sent is never among them.</param>
internal readonly record struct JournalCounts(long Opened, long Open, long Closed, long Dropped);
