using Signalbox.Core.Assets;
using Signalbox.Core.Quality;
using Signalbox.Core.Snapshots;
using Signalbox.Quality.Evaluations;
using Signalbox.Routing;
using Signalbox.Usage;

namespace Signalbox.Quality.Contracts;

/// <summary>Gathers what was seen of a group, and holds its contract against that.</summary>
internal sealed class ContractEvaluator(RouteGroupStore groups, EvaluationStore evaluations, TargetCallStore calls, SnapshotHolder snapshots, TimeProvider time)
{
    /// <summary>How a contract stands now.</summary>
    public async Task<ContractEvaluation> EvaluateAsync(QualityContractRow contract, CancellationToken cancellation)
    {
        var (draft, until) = (contract.ToDraft(), time.GetUtcNow());
        var since = until.AddHours(-draft.Period.Hours);
        var target = snapshots.Current.FindTarget(contract.RouteGroup);
        var serving = Serving(target);
        var observed = ObservedCalls.Of(
            await calls.ListAsync(contract.RouteGroup, since.ToUnixTimeMilliseconds(), cancellation),
            target?.Strategy == RouteStrategy.Primary ? [.. serving.Select(member => member.Name)] : null);
        var results = await ResultsAsync(contract, draft, until, cancellation);
        return new(ContractJudge.Judge(ContractTerms.Of(draft), serving, observed, results), since, until, observed.Count);
    }

    private static IReadOnlyList<ServingMember> Serving(CallableTarget? target)
    {
        var members = target is null ? [] : target.Strategy == RouteStrategy.Primary ? target.RegistryPrimary is { } primary ? [primary] : [] : target.Members;
        return [.. members.SelectMany(member => member.Deployments).Distinct().Select(deployment => new ServingMember(deployment.Name, deployment.Provider.Kind, deployment.Capabilities))];
    }

    /// <summary>Per suite the results of the group itself, or else those of the models that serve it.</summary>
    private async Task<IReadOnlyCollection<TaskResult>> ResultsAsync(QualityContractRow contract, QualityContractDraft draft, DateTimeOffset now, CancellationToken cancellation)
    {
        if (draft.Success.Count == 0 || await groups.FindAsync(contract.RouteGroupId, cancellation) is not { } group) return [];
        var primary = group.Members.FirstOrDefault(member => member.Status == RegistryStatuses.Primary)?.Model;
        string[] models = group.Row.Strategy == RouteStrategies.Primary ? primary is null ? [] : [primary] : [.. group.Members.Select(member => member.Model)];
        var kept = new List<TaskResult>();
        foreach (var term in draft.Success.DistinctBy(term => term.Suite))
        {
            var results = await evaluations.ResultsAsync(term.Suite!, [contract.RouteGroup, .. models], now.AddDays(-term.MaxAgeDays).ToUnixTimeMilliseconds(), cancellation);
            var own = results.Where(result => result.Model == contract.RouteGroup).ToArray();
            kept.AddRange(own.Length > 0 ? own : results);
        }
        return kept;
    }
}
