using Signalbox.Core.Promotion.Canary;
using Signalbox.Core.Quality;
using Signalbox.Core.Snapshots;
using Signalbox.Quality.Contracts;
using Signalbox.Usage;

namespace Signalbox.Promotion.Canary;

/// <summary>Reads what a candidate's calls show beside the primary's.</summary>
internal sealed class CanaryTraffic(TargetCallStore calls, QualityContractStore contracts, SnapshotHolder snapshots)
{
    /// <summary>What the calls of the step under way show, and by which terms of the group's contract they are red.</summary>
    public async Task<CanarySight> LookAsync(CanaryRow canary, CancellationToken cancellation)
    {
        // By the model's own name, which leads to its deployments whatever its share.
        HashSet<string> own = [.. snapshots.Current.FindTarget(canary.CandidateModel)?.Members.SelectMany(member => member.Deployments).Select(deployment => deployment.Name) ?? []];
        var rows = await calls.ListWithRoutesAsync(canary.Feature, canary.StepBegan.ToUnixTimeMilliseconds(), cancellation);
        var isPrimary = canary.PromotionId is not null;
        var seen = new List<CanaryCall>();
        var observed = new List<ObservedCall>();
        foreach (var row in rows)
        {
            var (reason, first) = row.ReadRoute();
            var isOwn = (isPrimary && !row.IsOfPrimaryBefore(own, reason)) || reason is RouteReasons.Canary or RouteReasons.CanaryFallback || (first is not null && own.Contains(first) && row.Attempts > 1);
            var call = ObservedCalls.Of(row, own);
            seen.Add(new(isOwn, isOwn ? call.FellBack : !call.Served, row.LatencyUs, row.CostMicros));
            if (isOwn) observed.Add(call);
        }
        return new(CanaryFigures.Of(seen), await RedAsync(canary, observed, cancellation));
    }

    private async Task<IReadOnlyList<string>> RedAsync(CanaryRow canary, IReadOnlyCollection<ObservedCall> observed, CancellationToken cancellation)
    {
        if (await contracts.FindByGroupAsync(canary.RouteGroupId, cancellation) is not { } contract) return [];
        var draft = contract.ToDraft();
        if (draft.Rollback is not { On.Count: > 0 } rollback) return [];
        return
        [
            .. ContractJudge.JudgeCalls(ContractTerms.Of(draft), observed)
                .Where(bound => bound.Standing == QualityStanding.Red && rollback.On.Contains(bound.Field.Split('.')[0]))
                .Select(bound => System.FormattableString.Invariant($"its calls are red by the contract's {bound.Field}: {bound.Shown!.Value:0.####} beside {bound.Bound:0.####}")),
        ];
    }
}
