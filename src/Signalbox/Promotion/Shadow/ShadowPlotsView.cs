using Signalbox.Core.Promotion;

namespace Signalbox.Promotion.Shadow;

/// <summary>How a candidate compares with a primary, to be drawn.</summary>
/// <param name="Candidate">The candidate's model.</param>
/// <param name="Primary">The primary's model.</param>
/// <param name="LatencyMs">Milliseconds of the calls that both answered: first the primary's, second the candidate's.</param>
/// <param name="CostUsd">USD of the calls whose costs are both known.</param>
/// <param name="Series">Agreement over time, oldest first; stretches without calls have none.</param>
internal sealed record ShadowPlotsView(string Candidate, string Primary, PairHistogram LatencyMs, PairHistogram CostUsd, IReadOnlyList<AgreementPoint> Series);

/// <summary>A stretch of time.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Pairs">Calls compared.</param>
/// <param name="Failed">Those to which the candidate gave no answer.</param>
/// <param name="Same">Answers that were the same.</param>
internal sealed record AgreementPoint(DateTimeOffset At, int Pairs, int Failed, int Same);
