namespace Signalbox.Bench.Load;

/// <summary>What a run of requests or streams gave.</summary>
/// <param name="Total">From when each was due until its last byte.</param>
/// <param name="FirstToken">From when each was due until the first byte of its content.</param>
/// <param name="Errors">Wrong, broken or unfinished ones; they are in neither of the two.</param>
/// <param name="FirstError">What was wrong with the first; null without errors.</param>
/// <param name="PeakOpen">The most that were under way at once.</param>
internal sealed record LoadResult(Latencies Total, Latencies FirstToken, int Errors, string? FirstError, int PeakOpen);
