using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing;

/// <summary>Ranks members by what is measured of them: latency, cost, or a score of several figures.</summary>
internal static class MemberRanking
{
    /// <summary>
    /// How often another member than the best comes first, under strategies that go by what calls have shown: what no call goes to shows nothing, and
    /// would be thought slow for ever.
    /// </summary>
    public const double Exploration = 0.05;

    /// <summary>Whether a strategy ranks by figures.</summary>
    public static bool Applies(RouteStrategy strategy) => strategy is RouteStrategy.LeastLatency or RouteStrategy.LeastCost or RouteStrategy.Score;

    /// <summary>Puts the best first. <paramref name="rank"/> comes in an order drawn by weight, which decides among equals.</summary>
    public static void Write(CallableTarget target, in RouteAsk ask, ref RouteDraws draws, Span<int> rank)
    {
        Span<double> keys = stackalloc double[rank.Length];
        Keys(target, ask, rank, keys);
        // By insertion, which keeps equals as they are; there are few.
        for (var i = 1; i < rank.Length; i++)
        {
            var (key, member) = (keys[i], rank[i]);
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--) (keys[at], rank[at]) = (keys[at - 1], rank[at - 1]);
            (keys[at], rank[at]) = (key, member);
        }
        if (target.Strategy == RouteStrategy.LeastCost || draws.Next() >= Exploration) return;
        var explored = (int)(draws.Next() * rank.Length);
        var first = rank[explored];
        rank[..explored].CopyTo(rank[1..]);
        rank[0] = first;
    }

    /// <summary>What each member of the rank is compared by: less is better.</summary>
    private static void Keys(CallableTarget target, in RouteAsk ask, ReadOnlySpan<int> rank, Span<double> keys)
    {
        Span<MemberFigures> figures = stackalloc MemberFigures[rank.Length];
        // What counts for nothing is not looked at.
        var isScore = target.Strategy == RouteStrategy.Score;
        var (wantsCost, wantsSuccess) = (isScore ? target.Score.Cost > 0 : target.Strategy == RouteStrategy.LeastCost, isScore && target.Score.Health > 0);
        for (var i = 0; i < rank.Length; i++) figures[i] = MemberFigures.Of(target.Members[rank[i]], ask, wantsCost, wantsSuccess);
        var best = MemberFigures.Best(figures);
        for (var i = 0; i < rank.Length; i++)
            keys[i] = target.Strategy switch
            {
                // What nobody has called yet is taken for as good as the best, so that it gets its share until it is known.
                RouteStrategy.LeastLatency => figures[i].LatencyMs ?? best.LatencyMs ?? 0,
                RouteStrategy.LeastCost => figures[i].CostMicros ?? double.MaxValue,
                _ => -figures[i].Score(target.Score, target.Members[rank[i]].Quality, best),
            };
    }
}
