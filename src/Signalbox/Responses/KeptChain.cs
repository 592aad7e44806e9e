namespace Signalbox.Responses;

/// <summary>A response and those it goes on from.</summary>
/// <param name="Outcome">How the search came out.</param>
/// <param name="Responses">Those that were found, newest first.</param>
/// <param name="MissingId">The id at which the chain breaks off; null when it does not.</param>
internal sealed record KeptChain(KeptOutcome Outcome, IReadOnlyList<KeptResponse> Responses, string? MissingId);
