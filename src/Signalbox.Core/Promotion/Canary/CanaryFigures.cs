namespace Signalbox.Core.Promotion.Canary;

/// <summary>What a candidate's calls show beside the primary's of the same time.</summary>
/// <param name="Calls">Calls that the candidate was to serve.</param>
/// <param name="Failures">Those it did not.</param>
/// <param name="Errors">Their share.</param>
/// <param name="PrimaryErrors">The same of the primary's calls.</param>
/// <param name="LatencyRatio">How much longer it takes, over served calls.</param>
/// <param name="CostRatio">What its calls cost beside the primary's.</param>
public sealed record CanaryFigures(int Calls, int Failures, Interval? Errors, Interval? PrimaryErrors, Interval? LatencyRatio, Interval? CostRatio)
{
    /// <summary>Compares.</summary>
    public static CanaryFigures Of(IReadOnlyCollection<CanaryCall> calls)
    {
        CanaryCall[] own = [.. calls.Where(call => call.ByCandidate)];
        CanaryCall[] others = [.. calls.Where(call => !call.ByCandidate)];
        return new(
            own.Length, own.Count(call => call.Failed), Interval.Share(own.Count(call => call.Failed), own.Length), Interval.Share(others.Count(call => call.Failed), others.Length),
            Interval.RatioOfGroups(Latencies(others), Latencies(own)), Interval.RatioOfGroups(Costs(others), Costs(own)));
    }

    private static IEnumerable<double> Latencies(IEnumerable<CanaryCall> calls) => calls.Where(call => !call.Failed).Select(call => (double)call.LatencyUs);

    private static IEnumerable<double> Costs(IEnumerable<CanaryCall> calls) => calls.Where(call => !call.Failed && call.CostMicros is not null).Select(call => (double)call.CostMicros!.Value);
}
