using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing.Health;

/// <summary>
/// Puts what is broken or throttled behind everything else. The order among the healthy stays; of the others one is left, the one that recovers
/// first, as a last resort: a breaker must not turn a doubtful answer into none, nor a failing provider's every call into a call of all its like.
/// </summary>
public static class HealthOrder
{
    /// <summary>Rearranges the order. Allocates nothing.</summary>
    /// <param name="order">The deployments in the order of the strategy.</param>
    /// <param name="now">Now, in milliseconds of <see cref="HealthClock"/>.</param>
    public static HealthSplit Apply(Span<RouteDeployment> order, long now)
    {
        var healthy = 0;
        while (healthy < order.Length && Admits(order[healthy], now)) healthy++;
        if (healthy == order.Length) return new HealthSplit(healthy, healthy, 0, IsFirstHealthy: true);

        var firstIsHealthy = healthy > 0;
        RouteDeployment? resort = null;
        long soonest = long.MaxValue, resortAt = long.MaxValue;
        for (var i = healthy; i < order.Length; i++)
        {
            var deployment = order[i];
            if (Admits(deployment, now))
            {
                order[healthy++] = deployment;
                continue;
            }
            var at = deployment.Health!.AdmitsAt(now);
            soonest = Math.Min(soonest, at);
            if (at >= resortAt || !deployment.Health.Policy.LastResort) continue;
            (resort, resortAt) = (deployment, at);
        }
        var count = healthy;
        if (resort is not null) order[count++] = resort;
        return new HealthSplit(healthy, count, Math.Max(0, soonest - now), firstIsHealthy);
    }

    private static bool Admits(RouteDeployment deployment, long now) => deployment.Health is not { } health || health.Admits(now);
}
