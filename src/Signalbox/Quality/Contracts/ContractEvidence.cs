using System.Globalization;
using Signalbox.Core.Quality;
using Signalbox.Quality.Evaluations;

namespace Signalbox.Quality.Contracts;

/// <summary>Holds a promotion against the rule of its group's contract. A bound goes by the unfavorable end of the 95 per cent interval, so that few tasks carry little.</summary>
internal sealed class ContractEvidence(QualityContractStore contracts, EvaluationStore evaluations, TimeProvider time)
{
    /// <summary>What is known; null when the group has no contract, or it asks nothing of a promotion.</summary>
    public async Task<ContractEvidenceView?> WeighAsync(string routeGroupId, string primary, string candidate, CancellationToken cancellation)
    {
        if (await contracts.FindByGroupAsync(routeGroupId, cancellation) is not { } row || row.ToDraft().Promotion is not { } rule) return null;
        var standing = row.Standing ?? "unknown";
        var missing = new List<string>();
        if (rule.Standing == "green" && standing != "green") missing.Add($"the contract stands {standing}, and must stand green");
        if (rule.Standing == "not_red" && standing == "red") missing.Add("the contract stands red");
        if (rule.Suite is null || rule.MaxScoreDrop is not { } drop) return new(standing, null, null, missing);
        var results = await evaluations.ResultsAsync(rule.Suite, [primary, candidate], time.GetUtcNow().AddDays(-rule.MaxAgeDays).ToUnixTimeMilliseconds(), cancellation);
        var scores = ScoreComparison.Of(results, primary, candidate);
        if (scores.Tasks < rule.MinTasks) missing.Add(Write($"both worked at {scores.Tasks} of {rule.MinTasks} tasks of '{rule.Suite}'"));
        else if (scores.Delta is not { } delta || delta.Low < -drop) missing.Add(Write($"its score may be up to {-(scores.Delta?.Low ?? 0):0.###} lower at '{rule.Suite}', {drop:0.###} is allowed"));
        return new(standing, rule.Suite, scores, missing);
    }

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
