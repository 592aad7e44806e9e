namespace Signalbox.Promotion;

/// <summary>
/// How the group stood when a request for another primary came in. Whoever asks decided on what they saw then: of several who saw the same, the
/// first wins, and the others must look again.
/// </summary>
/// <param name="Revision">The group's revision; null when there was no such group.</param>
/// <param name="Match">The request's If-Match, judged against it; throws when it does not hold.</param>
internal sealed record Arrival(long? Revision, Action<long> Match);
