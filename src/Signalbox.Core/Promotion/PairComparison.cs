namespace Signalbox.Core.Promotion;

/// <summary>What calls that a candidate answered too say of the two. Each figure compares the two on the same calls.</summary>
public sealed record PairComparison
{
    /// <summary>Calls compared.</summary>
    public required int Pairs { get; init; }

    /// <summary>Those to which the candidate gave no answer.</summary>
    public required int Failed { get; init; }

    /// <summary>Share of calls to which it gave none.</summary>
    public Interval? Errors { get; init; }

    /// <summary>Share of its answers that are the same as the primary's.</summary>
    public Interval? Agreement { get; init; }

    /// <summary>Mean of what a judge says: 0 when the primary is better always, 1 when the candidate is, 0.5 when neither is. Null with fewer than two verdicts.</summary>
    public Interval? Judged { get; init; }

    /// <summary>How much longer it takes: 1.2 for a fifth.</summary>
    public Interval? LatencyRatio { get; init; }

    /// <summary>What it costs beside the primary: 0.5 for half.</summary>
    public Interval? CostRatio { get; init; }

    /// <summary>Characters of its answers per character of the primary's, the median; null without answers.</summary>
    public double? LengthRatio { get; init; }

    /// <summary>Median and 95th percentile of the primary, milliseconds.</summary>
    public (double P50, double P95)? PrimaryMs { get; init; }

    /// <summary>The same of the candidate, over its answers.</summary>
    public (double P50, double P95)? CandidateMs { get; init; }

    /// <summary>What the primary cost where the costs of both are known, micro-USD.</summary>
    public long PrimaryCostMicros { get; init; }

    /// <summary>What the candidate cost on the same calls.</summary>
    public long CandidateCostMicros { get; init; }

    /// <summary>Compares.</summary>
    public static PairComparison Of(IReadOnlyCollection<ComparedPair> pairs)
    {
        ComparedPair[] answered = [.. pairs.Where(pair => !pair.Failed)];
        ComparedPair[] priced = [.. answered.Where(pair => pair is { PrimaryCost: not null, CandidateCost: not null })];
        return new PairComparison
        {
            Pairs = pairs.Count,
            Failed = pairs.Count - answered.Length,
            Errors = Interval.Share(pairs.Count - answered.Length, pairs.Count),
            Agreement = Interval.Share(answered.Count(pair => pair.Same), answered.Length),
            Judged = Interval.Mean(answered.Where(pair => pair.Judged is not null).Select(pair => pair.Judged!.Value)),
            LatencyRatio = Interval.Ratio(answered.Select(pair => ((double)pair.PrimaryUs, (double)pair.CandidateUs))),
            CostRatio = Interval.RatioOfSums(priced.Select(pair => ((double)pair.PrimaryCost!.Value, (double)pair.CandidateCost!.Value))),
            LengthRatio = Percentile([.. answered.Where(pair => pair.PrimaryLength > 0).Select(pair => (double)pair.CandidateLength / pair.PrimaryLength)], 0.5),
            PrimaryMs = Times([.. answered.Select(pair => pair.PrimaryUs / 1000.0)]),
            CandidateMs = Times([.. answered.Select(pair => pair.CandidateUs / 1000.0)]),
            PrimaryCostMicros = priced.Sum(pair => pair.PrimaryCost!.Value),
            CandidateCostMicros = priced.Sum(pair => pair.CandidateCost!.Value),
        };
    }

    private static (double P50, double P95)? Times(double[] milliseconds) =>
        Percentile(milliseconds, 0.5) is { } median ? (median, Percentile(milliseconds, 0.95)!.Value) : null;

    private static double? Percentile(double[] values, double share)
    {
        if (values.Length == 0) return null;
        Array.Sort(values);
        return values[Math.Max(0, (int)Math.Ceiling(values.Length * share) - 1)];
    }
}
