using Signalbox.Core.Quality;

namespace Signalbox.Quality.Contracts;

/// <summary>What a contract asks of a promotion, and what is known.</summary>
/// <param name="Standing">How the contract stood when it was last looked at.</param>
/// <param name="Suite">The suite that both must have been compared by; null when none is asked for.</param>
/// <param name="Scores">How the two did on the same tasks.</param>
/// <param name="Missing">What is missing, in words; empty when nothing is.</param>
internal sealed record ContractEvidenceView(string Standing, string? Suite, ScoreComparison? Scores, IReadOnlyList<string> Missing);
