using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing;

/// <summary>What a strategy compares members by, for one call. Of a member's deployments the best of those that calls may go to counts.</summary>
/// <param name="LatencyMs">How long answers like this one take to begin; null when that is not known.</param>
/// <param name="CostMicros">What the call is estimated to cost, in micro-USD; null without a price.</param>
/// <param name="Success">Share of lately successful calls, 0 to 1.</param>
/// <param name="InFlight">Calls under way.</param>
public readonly record struct MemberFigures(double? LatencyMs, long? CostMicros, double Success, int InFlight)
{
    /// <summary>Reads a member's figures. Allocates nothing.</summary>
    /// <param name="member">The member.</param>
    /// <param name="ask">The call.</param>
    /// <param name="wantsCost">Whether the cost is looked at; it stays null otherwise.</param>
    /// <param name="wantsSuccess">Whether the share of successful calls is; it stays 0 otherwise.</param>
    public static MemberFigures Of(RouteMember member, in RouteAsk ask, bool wantsCost = true, bool wantsSuccess = true)
    {
        ArgumentNullException.ThrowIfNull(member);
        double? latency = null;
        long? cost = null;
        var success = 0.0;
        var inFlight = int.MaxValue;
        var tokens = new TokenCounts(ask.InputTokens, ask.OutputTokens, null, null, null);
        var deployments = member.Deployments;
        for (var i = 0; i < deployments.Count; i++)
        {
            var deployment = deployments[i];
            var health = deployment.Health;
            if (health is not null && !health.Admits(ask.Now)) continue;
            if (wantsCost && CallCost.Of(tokens, deployment.Deployment.Price) is { } price && !(price >= cost)) cost = price;
            if ((ask.IsStream ? health?.StreamLatency : health?.AnswerLatency)?.Milliseconds is { } known && !(known >= latency)) latency = known;
            if (wantsSuccess) success = Math.Max(success, Successes(deployment, ask.Now));
            inFlight = Math.Min(inFlight, health?.InFlight ?? 0);
        }
        return new(latency, cost, success, inFlight == int.MaxValue ? 0 : inFlight);
    }

    /// <summary>A member's score, 0 to 1: each figure against the best of all members, weighted. What is not known yet is taken for the best.</summary>
    /// <param name="weights">What counts how much.</param>
    /// <param name="quality">What the operator holds of the member.</param>
    /// <param name="best">The best figures of all.</param>
    public double Score(ScoreWeights weights, double quality, in MemberFigures best)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var total = weights.Total;
        if (total <= 0) return 0;
        var sum = weights.Health * Success
            + weights.Latency * (LatencyMs is { } latency && best.LatencyMs is { } soonest ? (soonest + 1) / (latency + 1) : 1)
            // A price that is not known is no reason to hope.
            + weights.Cost * (CostMicros is { } cost ? best.CostMicros is { } cheapest ? (cheapest + 1.0) / (cost + 1.0) : 1 : 0)
            + weights.Quality * quality
            + weights.Load * (best.InFlight + 1.0) / (InFlight + 1.0);
        return sum / total;
    }

    /// <summary>The best of all, figure by figure.</summary>
    public static MemberFigures Best(ReadOnlySpan<MemberFigures> figures)
    {
        if (figures.IsEmpty) return default;
        var best = figures[0];
        foreach (ref readonly var other in figures[1..]) best = Better(best, other);
        return best;
    }

    private static MemberFigures Better(in MemberFigures a, in MemberFigures b) => new(
        !(b.LatencyMs >= a.LatencyMs) ? b.LatencyMs ?? a.LatencyMs : a.LatencyMs,
        !(b.CostMicros >= a.CostMicros) ? b.CostMicros ?? a.CostMicros : a.CostMicros,
        Math.Max(a.Success, b.Success), Math.Min(a.InFlight, b.InFlight));

    private static double Successes(RouteDeployment deployment, long now)
    {
        if (deployment.Health is not { } health) return 1;
        var (calls, failed) = health.Breaker.Window(now);
        return calls == 0 ? 1 : 1 - (double)failed / calls;
    }
}
