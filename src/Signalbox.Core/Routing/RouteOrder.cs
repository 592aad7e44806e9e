using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing;

/// <summary>Puts a target's deployments in the order they are to be tried.</summary>
public static class RouteOrder
{
    /// <summary>Writes the order into <paramref name="order"/> and returns how many there are.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ask">The call: deployments that cannot serve it are left out.</param>
    /// <param name="order">Takes the deployments; a deployment that two members share is listed once.</param>
    public static int Write(CallableTarget target, in RouteAsk ask, Span<RouteDeployment> order)
    {
        var members = target.Members;
        var draws = new RouteDraws(ask);
        if (target.Strategy == RouteStrategy.Primary) return WritePrimaryFirst(members, ref draws, ask.Shape, order);
        Span<int> rank = stackalloc int[Math.Min(members.Count, MaxMembers)];
        if (ask.Ranking is { } ranking) rank = Take(ranking, rank);
        else if (members.Count > 1) Rank(target, ask, ref draws, rank);
        var drawn = draws;
        var count = WriteEligible(members, rank, ref draws, ask.Shape, isLenient: false, order);
        // Rather a translation that leaves something out, and says so, than no answer.
        return count > 0 ? count : WriteEligible(members, rank, ref drawn, ask.Shape, isLenient: true, order);
    }

    /// <summary>The members as they stand. A translation that leaves something out is no reason to pass one over: the registry says who serves.</summary>
    private static int WritePrimaryFirst(IReadOnlyList<RouteMember> members, ref RouteDraws draws, in RequestShape shape, Span<RouteDeployment> order)
    {
        var count = 0;
        for (var i = 0; i < members.Count; i++)
        {
            var before = count;
            count = Append(members[i].Deployments, ref draws, shape, isLenient: false, order, count);
            if (count == before) count = Append(members[i].Deployments, ref draws, shape, isLenient: true, order, count);
        }
        return count;
    }

    private static Span<int> Take(IReadOnlyList<int> ranking, Span<int> rank)
    {
        var count = Math.Min(ranking.Count, rank.Length);
        for (var i = 0; i < count; i++) rank[i] = ranking[i];
        return rank[..count];
    }

    private static int WriteEligible(
        IReadOnlyList<RouteMember> members, ReadOnlySpan<int> rank, ref RouteDraws draws, in RequestShape shape, bool isLenient, Span<RouteDeployment> order)
    {
        var count = 0;
        foreach (var index in rank) count = Append(members[index].Deployments, ref draws, shape, isLenient, order, count);
        return count;
    }

    /// <summary>The most members a group may have; more are refused when it is configured.</summary>
    public const int MaxMembers = 64;

    private static void Rank(CallableTarget target, in RouteAsk ask, ref RouteDraws draws, Span<int> rank)
    {
        var members = target.Members;
        for (var i = 0; i < rank.Length; i++) rank[i] = i;
        switch (target.Strategy)
        {
            case RouteStrategy.RoundRobin:
                for (var i = 0; i < rank.Length; i++) rank[i] = (int)((ask.Turn % (uint)rank.Length + (uint)i) % (uint)rank.Length);
                break;
            case RouteStrategy.Weighted or RouteStrategy.Ab:
                DrawByWeight(Weights(members, stackalloc int[rank.Length]), ref draws, rank);
                break;
            case RouteStrategy.LeastLatency or RouteStrategy.LeastCost or RouteStrategy.Score:
                DrawByWeight(Weights(members, stackalloc int[rank.Length]), ref draws, rank);
                MemberRanking.Write(target, ask, ref draws, rank);
                break;
            case RouteStrategy.Priority:
                SortByPriority(members, rank);
                var weights = Weights(members, stackalloc int[rank.Length]);
                for (var start = 0; start < rank.Length;)
                {
                    var end = start + 1;
                    while (end < rank.Length && members[rank[end]].Priority == members[rank[start]].Priority) end++;
                    DrawByWeight(weights, ref draws, rank[start..end]);
                    start = end;
                }
                break;
            default:
                break;
        }
    }

    /// <summary>By insertion, which keeps equals as they are: a comparison handed over would be an object for every call, whatever its strategy.</summary>
    private static void SortByPriority(IReadOnlyList<RouteMember> members, Span<int> rank)
    {
        for (var i = 1; i < rank.Length; i++)
        {
            var member = rank[i];
            var at = i;
            for (; at > 0 && members[rank[at - 1]].Priority > members[member].Priority; at--) rank[at] = rank[at - 1];
            rank[at] = member;
        }
    }

    private static Span<int> Weights(IReadOnlyList<RouteMember> members, Span<int> weights)
    {
        for (var i = 0; i < weights.Length; i++) weights[i] = members[i].Weight;
        return weights;
    }

    /// <summary>Shuffles so that each place is drawn among the rest by weight; those of weight 0 come last, as they stand.</summary>
    private static void DrawByWeight(ReadOnlySpan<int> weights, ref RouteDraws draws, Span<int> rank)
    {
        for (var place = 0; place < rank.Length - 1; place++)
        {
            long total = 0;
            for (var i = place; i < rank.Length; i++) total += weights[rank[i]];
            if (total <= 0) return;
            var draw = (long)(draws.Next() * total);
            for (var i = place; i < rank.Length; i++)
            {
                draw -= weights[rank[i]];
                if (draw >= 0) continue;
                (rank[place], rank[i]) = (rank[i], rank[place]);
                break;
            }
        }
    }

    /// <summary>A member's deployments, which stand in order of priority: equals share by weight, as they do where the model is called by its own name.</summary>
    private static int Append(
        IReadOnlyList<RouteDeployment> deployments, ref RouteDraws draws, in RequestShape shape, bool isLenient, Span<RouteDeployment> order, int count)
    {
        if (deployments.Count == 1) return Append(deployments[0], shape, isLenient, order, count);
        Span<int> rank = stackalloc int[Math.Min(deployments.Count, MaxMembers)];
        Span<int> weights = stackalloc int[rank.Length];
        // By index, since an enumerator of the interface would be allocated for every call.
        for (var i = 0; i < rank.Length; i++) (rank[i], weights[i]) = (i, deployments[i].Deployment.Weight);
        for (var start = 0; start < rank.Length;)
        {
            var end = start + 1;
            while (end < rank.Length && deployments[end].Deployment.Priority == deployments[start].Deployment.Priority) end++;
            if (end - start > 1) DrawByWeight(weights, ref draws, rank[start..end]);
            start = end;
        }
        foreach (var index in rank) count = Append(deployments[index], shape, isLenient, order, count);
        return count;
    }

    private static int Append(RouteDeployment deployment, in RequestShape shape, bool isLenient, Span<RouteDeployment> order, int count)
    {
        if (count < order.Length && Eligibility.Judge(shape, deployment, isLenient) == EligibilityGap.None && !order[..count].Contains(deployment))
            order[count++] = deployment;
        return count;
    }
}
