using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Routing.Health;

namespace Signalbox.Policies.Running;

/// <summary>What asks the policies of the snapshot in force, bound to it before it goes into force. A policy that did not change keeps its breaker and figures.</summary>
internal sealed class PolicyBook(PolicyEngines engines, HealthEvents events, TimeProvider time, ILogger<PolicyBook> logger)
{
    private volatile Dictionary<(string Id, long Revision), PolicyRunner> _runners = [];

    /// <summary>The policies that groups use.</summary>
    public IEnumerable<PolicyRunner> Runners => _runners.Values;

    /// <summary>The one of a policy, or null when no group uses it.</summary>
    public PolicyRunner? Find(string policyId) => Runners.FirstOrDefault(runner => runner.Policy.Id == policyId);

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        var next = new Dictionary<(string, long), PolicyRunner>();
        foreach (var target in snapshot.TargetsByName)
            if (target.Policy is { } route) route.Decider = RunnerOf(route.Policy, next);
        _runners = next;
    }

    private PolicyRunner RunnerOf(RoutingPolicy policy, Dictionary<(string, long), PolicyRunner> next)
    {
        var key = (policy.Id, policy.Revision);
        if (next.TryGetValue(key, out var runner)) return runner;
        if (!_runners.TryGetValue(key, out runner))
        {
            runner = new PolicyRunner(policy, engines, events, time, logger);
            runner.WarmUp();
        }
        return next[key] = runner;
    }
}
