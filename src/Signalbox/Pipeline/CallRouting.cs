using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.KeptState;
using Signalbox.Pipeline.Limiting;
using Signalbox.Pipeline.Metering;
using Signalbox.Usage;

namespace Signalbox.Pipeline;

/// <summary>Stage 6: puts the target's deployments in the order they are tried.</summary>
internal sealed class CallRouting(DefaultRoute defaults, TimeProvider time)
{
    /// <summary>The most deployments that are tried for one call.</summary>
    public const int MaxDeployments = 16;

    /// <summary>The most deployments whose reasons a refusal names.</summary>
    private const int MaxReasons = 10;

    private static readonly Func<double> Random = System.Random.Shared.NextDouble;

    /// <summary>Writes the order and returns how many there are; 0 when nothing can serve.</summary>
    public int Run(Call call, Span<RouteDeployment> order) =>
        Run(call, order, Random, call.Target!.Turn?.Next() ?? 0);

    /// <summary>The same with draws of one's own, for a call that is not made: round robin goes on as if it had not been.</summary>
    public int Rehearse(Call call, Span<RouteDeployment> order, Func<double> random, uint ahead) =>
        Run(call, order, random, call.Target!.Turn is { } turn ? turn.Peek() + ahead : 0);

    /// <summary>The target as its members are chosen: where a policy is to order them and did not, by its fallback strategy.</summary>
    private static CallableTarget Chosen(Call call) => call.Target!.Policy is { } policy && call.Policy?.Outcome != PolicyOutcome.Decided ? policy.Fallback : call.Target;

    private int Run(Call call, Span<RouteDeployment> order, Func<double> random, uint turn)
    {
        var target = call.Target!;
        call.RouteReason = target switch
        {
            { IsRouteGroup: false, Members.Count: <= 1 } => "direct",
            { Strategy: RouteStrategy.Weighted } => "weighted",
            { Strategy: RouteStrategy.RoundRobin } => "round-robin",
            { Strategy: RouteStrategy.Priority } => "priority",
            { Strategy: RouteStrategy.LeastLatency } => "least-latency",
            { Strategy: RouteStrategy.LeastCost } => "least-cost",
            { Strategy: RouteStrategy.Score } => "score",
            { Strategy: RouteStrategy.Ab } => "ab",
            { Strategy: RouteStrategy.Policy } => PolicyOutcomes.RouteReason(call.Policy?.Outcome ?? PolicyOutcome.Inactive),
            _ => "static",
        };
        call.IsCanary = target.Canary?.Takes(turn) == true;
        var route = call.IsCanary ? target.Canary!.Target : Chosen(call);
        var count = route.Members.Count == 0 ? 0 : RouteOrder.Write(route, Ask(call, random, turn), order);
        if (target.Strategy == RouteStrategy.Primary)
        {
            count = defaults.Append(call, random, order, count);
            if (count > 0) call.RouteReason = Reason(call, order[0]);
        }
        if (call.Prior?.ProviderId is { } provider)
        {
            // What the provider has no other has.
            call.RouteReason = "previous-response";
            count = PriorResponse.Narrow(order[..count], provider);
        }
        return PreferHealthy(call, order, count);
    }

    /// <summary>What the call brings to the choice. What only some strategies look at is left out under the others, since it costs.</summary>
    /// <param name="call">The call.</param>
    /// <param name="random">Uniform in [0, 1), drawn anew each time it is called.</param>
    /// <param name="turn">For round robin.</param>
    /// <param name="isFull">Whether nothing is to be left out.</param>
    public RouteAsk Ask(Call call, Func<double> random, uint turn = 0, bool isFull = false)
    {
        var target = Chosen(call);
        var ask = new RouteAsk(call.Dialect.Shape(call), random) { Turn = turn, Subject = CallSubject.Of(call, target), Ranking = call.Policy is { Outcome: PolicyOutcome.Decided } decided ? decided.Ranking : null };
        if (!isFull && target.Strategy is not (RouteStrategy.LeastLatency or RouteStrategy.LeastCost or RouteStrategy.Score)) return ask;
        return ask with
        {
            IsStream = call.Record.Stream,
            InputTokens = PromptTokens.BySize(call),
            OutputTokens = ask.Shape.Api == ModelCapabilities.Embeddings ? 0 : Math.Max(0, ask.Shape.OutputTokens ?? CallDemand.UncappedOutputTokens),
            Now = HealthClock.At(time, call.StartedTicks),
        };
    }

    /// <summary>What is broken or throttled goes behind everything else, and leaves the reason that it did.</summary>
    private int PreferHealthy(Call call, Span<RouteDeployment> order, int count)
    {
        call.Health = HealthOrder.Apply(order[..count], HealthClock.At(time, call.StartedTicks));
        // Where there is one, nothing was chosen.
        if (call.Health.IsFirstHealthy || call.Health.Count == 0 || count == 1) return call.Health.Count;
        if (call.Target!.Strategy == RouteStrategy.Primary && call.Prior?.ProviderId is null) call.RouteReason = Reason(call, order[0]);
        else call.RouteReason = call.Health.Healthy == 0 ? RouteReasons.LastResort : RouteReasons.Avoided;
        return call.Health.Count;
    }

    /// <summary>Why a deployment is tried that is not the first in order.</summary>
    /// <param name="call">The call.</param>
    /// <param name="next">The deployment.</param>
    /// <param name="hasFailed">Whether an attempt has failed; otherwise those before it have turned unhealthy since the call was routed.</param>
    public string ReasonInsteadOfFirst(Call call, RouteDeployment next, bool hasFailed) =>
        call.Target!.Strategy == RouteStrategy.Primary && Reason(call, next) is var reason && reason != RouteReasons.RegistryPrimary ? reason
        : hasFailed ? "failover"
        : RouteReasons.Avoided;

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
        if (call.Health.RecoversInMs > 0)
            return new CallError(StatusCodes.Status503ServiceUnavailable,
                $"Nothing that '{target.Name}' leads to is healthy: calls are kept away from what fails or is throttled until it recovers.", "no-healthy-upstream")
            { RetryAfter = TimeSpan.FromMilliseconds(call.Health.RecoversInMs) };
        var shape = call.Dialect.Shape(call);
        var reasons = target.Members.SelectMany(member => member.Deployments).Distinct()
            .Where(deployment => call.Prior?.ProviderId is not { } provider || deployment.Provider.Id == provider).Take(MaxReasons)
            .Select(deployment => $"{deployment.Name} lacks {Eligibility.Explain(Eligibility.Judge(shape, deployment), shape, deployment)}");
        return new CallError(
            StatusCodes.Status400BadRequest,
            $"Nothing that '{target.Name}' leads to can serve this request: {string.Join("; ", reasons)}. Change the request, or call a model that can; an operator whose model can after all sets its capabilities.",
            "no-eligible-target") { Param = "model" };
    }
}
