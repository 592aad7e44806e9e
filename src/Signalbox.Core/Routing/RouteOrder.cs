using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing;

/// <summary>Puts a target's deployments in the order they are to be tried.</summary>
public static class RouteOrder
{
    /// <summary>Writes the order into <paramref name="order"/> and returns how many there are.</summary>
    /// <param name="target">The target.</param>
    /// <param name="turn">A counter that grows with each call of this target, for <see cref="RouteStrategy.RoundRobin"/>.</param>
    /// <param name="random">Uniform in [0, 1), drawn anew each time it is called.</param>
    /// <param name="shape">What the request asks of them: those that cannot serve it are left out.</param>
    /// <param name="order">Takes the deployments; a deployment that two members share is listed once.</param>
    public static int Write(CallableTarget target, uint turn, Func<double> random, in RequestShape shape, Span<RouteDeployment> order)
    {
        var members = target.Members;
        Span<int> rank = stackalloc int[Math.Min(members.Count, MaxMembers)];
        if (members.Count > 1) Rank(target, turn, random, rank);
        var count = WriteEligible(members, rank, shape, isLenient: false, order);
        // Rather a translation that leaves something out, and says so, than no answer.
        return count > 0 ? count : WriteEligible(members, rank, shape, isLenient: true, order);
    }

    private static int WriteEligible(IReadOnlyList<RouteMember> members, ReadOnlySpan<int> rank, in RequestShape shape, bool isLenient, Span<RouteDeployment> order)
    {
        var count = 0;
        foreach (var index in rank) count = Append(members[index], shape, isLenient, order, count);
        return count;
    }

    /// <summary>The most members a group may have; more are refused when it is configured.</summary>
    public const int MaxMembers = 64;

    private static void Rank(CallableTarget target, uint turn, Func<double> random, Span<int> rank)
    {
        var members = target.Members;
        for (var i = 0; i < rank.Length; i++) rank[i] = i;
        switch (target.Strategy)
        {
            case RouteStrategy.RoundRobin:
                for (var i = 0; i < rank.Length; i++) rank[i] = (int)((turn % (uint)rank.Length + (uint)i) % (uint)rank.Length);
                break;
            case RouteStrategy.Weighted:
                DrawByWeight(members, random, rank);
                break;
            case RouteStrategy.Priority:
                rank.Sort((a, b) => members[a].Priority != members[b].Priority
                    ? members[a].Priority.CompareTo(members[b].Priority)
                    : a.CompareTo(b));
                for (var start = 0; start < rank.Length;)
                {
                    var end = start + 1;
                    while (end < rank.Length && members[rank[end]].Priority == members[rank[start]].Priority) end++;
                    DrawByWeight(members, random, rank[start..end]);
                    start = end;
                }
                break;
            default:
                break;
        }
    }

    /// <summary>Shuffles so that each place is drawn among the rest by weight; members of weight 0 come last, as they stand.</summary>
    private static void DrawByWeight(IReadOnlyList<RouteMember> members, Func<double> random, Span<int> rank)
    {
        for (var place = 0; place < rank.Length - 1; place++)
        {
            long total = 0;
            for (var i = place; i < rank.Length; i++) total += members[rank[i]].Weight;
            if (total <= 0) return;
            var draw = (long)(random() * total);
            for (var i = place; i < rank.Length; i++)
            {
                draw -= members[rank[i]].Weight;
                if (draw >= 0) continue;
                (rank[place], rank[i]) = (rank[i], rank[place]);
                break;
            }
        }
    }

    private static int Append(RouteMember member, in RequestShape shape, bool isLenient, Span<RouteDeployment> order, int count)
    {
        // By index, since an enumerator of the interface would be allocated for every call.
        for (var i = 0; i < member.Deployments.Count && count < order.Length; i++)
            if (Eligibility.Judge(shape, member.Deployments[i], isLenient) == EligibilityGap.None && !order[..count].Contains(member.Deployments[i]))
                order[count++] = member.Deployments[i];
        return count;
    }
}
