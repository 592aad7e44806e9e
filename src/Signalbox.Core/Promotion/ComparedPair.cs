namespace Signalbox.Core.Promotion;

/// <summary>The figures of one call that a candidate answered too.</summary>
/// <param name="Failed">Whether the candidate gave no answer. The primary always did: no other call is shadowed.</param>
/// <param name="PrimaryUs">How long the primary took, microseconds.</param>
/// <param name="CandidateUs">How long the candidate took.</param>
/// <param name="PrimaryCost">What the primary cost, micro-USD; null when unknown.</param>
/// <param name="CandidateCost">What the candidate cost.</param>
/// <param name="PrimaryLength">Characters of the primary's answer.</param>
/// <param name="CandidateLength">Characters of the candidate's.</param>
/// <param name="Same">Whether both said the same.</param>
/// <param name="Judged">What a judge says: 0 when the primary's is better, 1 when the candidate's is; null for none.</param>
public readonly record struct ComparedPair(
    bool Failed, long PrimaryUs, long CandidateUs, long? PrimaryCost, long? CandidateCost, long PrimaryLength, long CandidateLength, bool Same, double? Judged = null);
