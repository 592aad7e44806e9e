using Signalbox.Core.Promotion;
using Signalbox.Quality.Contracts;

namespace Signalbox.Promotion.Shadow;

/// <summary>How a candidate compares with a primary on the same calls. Estimates come with their 95 per cent confidence interval.</summary>
/// <param name="Candidate">The candidate's model.</param>
/// <param name="Primary">The primary's model.</param>
/// <param name="Pairs">Calls compared.</param>
/// <param name="Failed">Those to which the candidate gave no answer.</param>
/// <param name="Errors">Share of calls to which it gave none, 0 to 1.</param>
/// <param name="Agreement">Share of its answers that are the same as the primary's, 0 to 1.</param>
/// <param name="LatencyRatio">How much longer it takes: 1.2 for a fifth; geometric mean of the ratios.</param>
/// <param name="CostRatio">What it costs beside the primary: 0.5 for half.</param>
/// <param name="LengthRatio">Characters of its answers per character of the primary's, the median.</param>
/// <param name="PrimaryP50Ms">The primary's median.</param>
/// <param name="PrimaryP95Ms">Its 95th percentile.</param>
/// <param name="CandidateP50Ms">The candidate's median.</param>
/// <param name="CandidateP95Ms">Its 95th percentile.</param>
/// <param name="PrimaryCostMicros">What the primary cost where both costs are known.</param>
/// <param name="CandidateCostMicros">What the candidate cost on the same calls.</param>
/// <param name="Missing">What the group's promotion rule misses, and the contract's; empty when the candidate could be promoted.</param>
internal sealed record ComparisonView(
    string Candidate, string Primary, int Pairs, int Failed, Interval? Errors, Interval? Agreement, Interval? LatencyRatio, Interval? CostRatio, double? LengthRatio,
    double? PrimaryP50Ms, double? PrimaryP95Ms, double? CandidateP50Ms, double? CandidateP95Ms, long PrimaryCostMicros, long CandidateCostMicros, IReadOnlyList<string> Missing)
{
    /// <summary>Mean of what a judge says of the two: 0 when the primary is better always, 1 when the candidate is, 0.5 when neither is. Null with fewer than two verdicts.</summary>
    public Interval? Judged { get; init; }

    /// <summary>What the group's contract asks of a promotion, where it does.</summary>
    public ContractEvidenceView? Contract { get; init; }

    /// <summary>A comparison as the API shows it.</summary>
    public static ComparisonView Of(string candidate, string primary, PairComparison shown, IReadOnlyList<string> missing) => new(
        candidate, primary, shown.Pairs, shown.Failed, shown.Errors, shown.Agreement, shown.LatencyRatio, shown.CostRatio, shown.LengthRatio,
        shown.PrimaryMs?.P50, shown.PrimaryMs?.P95, shown.CandidateMs?.P50, shown.CandidateMs?.P95, shown.PrimaryCostMicros, shown.CandidateCostMicros, missing) { Judged = shown.Judged };
}
