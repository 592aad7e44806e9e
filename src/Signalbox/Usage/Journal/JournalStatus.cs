namespace Signalbox.Usage.Journal;

/// <summary>How the journal stands.</summary>
/// <param name="Healthy">Whether calls can be recorded.</param>
/// <param name="Problem">Why not; null when they can.</param>
/// <param name="PendingRecords">Finished calls not yet in the database.</param>
/// <param name="OldestPendingAt">When the oldest of them ended; null while none waits longer than a beat of the writer.</param>
/// <param name="Bytes">Disk space the journal holds.</param>
internal sealed record JournalStatus(bool Healthy, string? Problem, long PendingRecords, DateTimeOffset? OldestPendingAt, long Bytes);
