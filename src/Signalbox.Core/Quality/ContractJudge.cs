using Signalbox.Core.Promotion;

namespace Signalbox.Core.Quality;

/// <summary>Holds a contract against what was seen of its group: what its members can do, what became of calls, and what evaluations say.</summary>
public static class ContractJudge
{
    /// <summary>All bounds of the contract, in its order.</summary>
    /// <param name="terms">The contract.</param>
    /// <param name="members">Who serves the group now.</param>
    /// <param name="calls">Calls of its period.</param>
    /// <param name="results">Results of evaluations that are not too old, each under the group's or a serving model's name.</param>
    public static IReadOnlyList<MeasuredBound> Judge(
        QualityTerms terms, IReadOnlyList<ServingMember> members, IReadOnlyCollection<ObservedCall> calls, IReadOnlyCollection<TaskResult> results)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return [.. ShapeJudge.Judge(terms, members), .. Success(terms, results), .. JudgeCalls(terms, calls)];
    }

    /// <summary>The bounds that calls are held against.</summary>
    public static IEnumerable<MeasuredBound> JudgeCalls(QualityTerms terms, IReadOnlyCollection<ObservedCall> calls)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var least = terms.MinCalls;
        ObservedCall[] served = [.. calls.Where(call => call.Served)];
        double[] cost = [.. served.Where(call => call.CostMicros is not null).Select(call => call.CostMicros!.Value / 1e6)];
        if (terms.MaxUsdPerCall is { } usd) yield return BoundJudge.AtMost("cost.max_usd_per_call", Interval.Mean(cost), usd, "usd", least);
        if (terms.Saving is var (baseline, saving))
            yield return BoundJudge.AtLeast("cost.min_saving_percent", Interval.Mean(cost.Select(each => (1 - each / baseline) * 100)), saving * 100, "percent", least);

        double[] latency = [.. served.Select(call => call.LatencyUs / 1e3)];
        if (terms.MaxP50Ms is { } p50) yield return BoundJudge.AtMost("latency.max_p50_ms", Interval.Quantile(latency, 0.5), p50, "ms", least);
        if (terms.MaxP95Ms is { } p95) yield return BoundJudge.AtMost("latency.max_p95_ms", Interval.Quantile(latency, 0.95), p95, "ms", least);
        if (terms.MaxFirstTokenP95Ms is { } first)
            yield return BoundJudge.AtMost("latency.max_first_token_p95_ms", Interval.Quantile(served.Where(call => call.FirstTokenUs is not null).Select(call => call.FirstTokenUs!.Value / 1e3), 0.95), first, "ms", least);
        if (terms.MinTokensPerSecond is { } pace)
            yield return BoundJudge.AtLeast("latency.min_tokens_per_second", Interval.Quantile(served.Where(call => call is { OutputTokens: > 0, LatencyUs: > 0 }).Select(call => call.OutputTokens!.Value * 1e6 / call.LatencyUs), 0.5), pace, "tokens_per_second", least);

        if (terms.MaxFallbacks is { } fallbacks) yield return Share("reliability.max_fallback_percent", calls.Count(call => call.FellBack), calls.Count, fallbacks, least);
        if (terms.MaxTimeouts is { } timeouts) yield return Share("reliability.max_timeout_percent", calls.Count(call => call.TimedOut), calls.Count, timeouts, least);
        if (terms.MaxErrors is { } errors) yield return Share("reliability.max_error_percent", calls.Count(call => !call.Served), calls.Count, errors, least);
    }

    private static MeasuredBound Share(string field, int hits, int count, double bound, int least) =>
        BoundJudge.AtMost(field, Interval.Share(hits, count) is { } share ? new(share.Value * 100, share.Low * 100, share.High * 100, count) : null, bound * 100, "percent", least);

    /// <summary>Each suite, for the group itself where it was evaluated, else for each model that was.</summary>
    private static IEnumerable<MeasuredBound> Success(QualityTerms terms, IReadOnlyCollection<TaskResult> results)
    {
        for (var i = 0; i < terms.Success.Count; i++)
        {
            var term = terms.Success[i];
            var bySubject = results.Where(result => result.Suite == term.Suite).GroupBy(result => result.Model, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            foreach (var (subject, shown) in bySubject.Length == 0 ? [((string?)null, Array.Empty<TaskResult>())] : bySubject.Select(group => ((string?)group.Key, group.ToArray())))
            {
                if (term.MinPassed is { } passed)
                    yield return BoundJudge.AtLeast($"success[{i}].min_pass_percent", Percent(Interval.Share(shown.Count(result => result.Passed), shown.Length)), passed * 100, "percent", term.MinTasks) with { Subject = Named(term, subject) };
                if (term.MinScore is { } score)
                    yield return BoundJudge.AtLeast($"success[{i}].min_score", Interval.Mean(shown.Select(result => result.Value)), score, "score", term.MinTasks) with { Subject = Named(term, subject) };
            }
        }
    }

    private static string Named(SuccessTerm term, string? subject) => subject is null ? term.Suite : $"{subject} at {term.Suite}";

    private static Interval? Percent(Interval? share) => share is null ? null : new(share.Value * 100, share.Low * 100, share.High * 100, share.Count);
}
