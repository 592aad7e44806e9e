using System.Collections.Concurrent;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.KeptState;
using Signalbox.Usage;

namespace Signalbox.Pipeline;

/// <summary>Stage 6: puts the target's deployments in the order they are tried.</summary>
internal sealed class CallRouting(DefaultRoute defaults)
{
    /// <summary>The most deployments that are tried for one call.</summary>
    public const int MaxDeployments = 16;

    /// <summary>The most deployments whose reasons a refusal names.</summary>
    private const int MaxReasons = 10;

    private static readonly Func<double> Random = System.Random.Shared.NextDouble;
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Writes the order and returns how many there are; 0 when nothing can serve.</summary>
    public int Run(Call call, Span<RouteDeployment> order)
    {
        var target = call.Target!;
        var turn = target.Strategy == RouteStrategy.RoundRobin || target.Canary is not null ? _turns.GetOrAdd(target.Name, static _ => new Turn()).Next() : 0;
        call.RouteReason = target switch
        {
            { IsRouteGroup: false, Members.Count: <= 1 } => "direct",
            { Strategy: RouteStrategy.Weighted } => "weighted",
            { Strategy: RouteStrategy.RoundRobin } => "round-robin",
            { Strategy: RouteStrategy.Priority } => "priority",
            _ => "static",
        };
        call.IsCanary = target.Canary?.Takes(turn) == true;
        var route = call.IsCanary ? target.Canary!.Target : target;
        var count = route.Members.Count == 0 ? 0 : RouteOrder.Write(route, turn, Random, call.Dialect.Shape(call), order);
        if (target.Strategy == RouteStrategy.Primary)
        {
            count = defaults.Append(call, Random, order, count);
            if (count > 0) call.RouteReason = Reason(call, order[0]);
        }
        if (call.Prior?.ProviderId is not { } provider) return count;
        // What the provider has no other has.
        call.RouteReason = "previous-response";
        return PriorResponse.Narrow(order[..count], provider);
    }

    /// <summary>Why the next deployment of the order is tried after one has failed.</summary>
    public string ReasonAfterFailure(Call call, RouteDeployment next) =>
        call.Target!.Strategy == RouteStrategy.Primary && Reason(call, next) is var reason && reason != RouteReasons.RegistryPrimary ? reason : "failover";

    /// <summary>Under strategy primary: which of the four the deployment is.</summary>
    private string Reason(Call call, RouteDeployment deployment)
    {
        var target = call.Target!;
        if (call.IsCanary && target.Canary!.Target.RegistryPrimary!.Deployments.Contains(deployment)) return RouteReasons.Canary;
        if (target.RegistryPrimary?.Deployments.Contains(deployment) == true) return call.IsCanary ? RouteReasons.CanaryFallback : RouteReasons.RegistryPrimary;
        return DefaultRoute.Holds(target, deployment) ? RouteReasons.Configured : defaults.Reason(call, deployment);
    }

    /// <summary>Why nothing can serve the call.</summary>
    public static CallError Refuse(Call call)
    {
        var target = call.Target!;
        if (target.Members.Count == 0)
            return new CallError(StatusCodes.Status503ServiceUnavailable, $"No deployment of '{target.Name}' is enabled at the moment.", "no-healthy-upstream");
        var shape = call.Dialect.Shape(call);
        var reasons = target.Members.SelectMany(member => member.Deployments).Distinct()
            .Where(deployment => call.Prior?.ProviderId is not { } provider || deployment.Provider.Id == provider).Take(MaxReasons)
            .Select(deployment => $"{deployment.Name} lacks {Eligibility.Explain(Eligibility.Judge(shape, deployment), shape, deployment)}");
        return new CallError(
            StatusCodes.Status400BadRequest,
            $"Nothing that '{target.Name}' leads to can serve this request: {string.Join("; ", reasons)}. Change the request, or call a model that can; an operator whose model can after all sets its capabilities.",
            "no-eligible-target") { Param = "model" };
    }

    private sealed class Turn
    {
        private uint _next;

        public uint Next() => Interlocked.Increment(ref _next) - 1;
    }
}
