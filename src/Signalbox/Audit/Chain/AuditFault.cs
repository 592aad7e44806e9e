namespace Signalbox.Audit.Chain;

/// <summary>Where the trail is not what was written.</summary>
/// <param name="Kind">
/// <c>changed</c> (an event's content is not what its hash says), <c>broken</c> (an event does not go on from the one before it), <c>missing</c>,
/// <c>added</c> (behind the end), <c>rewritten</c> (not the head that was noted) or <c>unchained</c>.
/// </param>
/// <param name="Sequence">The number of the event at fault.</param>
/// <param name="EventId">Its id; null when it is not there.</param>
/// <param name="Detail">What it means, in a sentence.</param>
internal sealed record AuditFault(string Kind, long Sequence, string? EventId, string Detail);
