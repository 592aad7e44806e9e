namespace Testing.Net;

/// <summary>One event of a stream, or one comment.</summary>
/// <param name="Event">The <c>event</c> field, or null.</param>
/// <param name="Data">The <c>data</c> lines joined by a line feed; null for a comment.</param>
/// <param name="Comment">The text of a comment line; null for an event.</param>
/// <param name="At">When it was read.</param>
public sealed record ServerSentEvent(string? Event, string? Data, string? Comment, DateTimeOffset At);
