using Signalbox.Core.Routing.Health;

namespace Signalbox.Routing.Health;

/// <summary>Health in the words of API and console.</summary>
internal static class HealthWords
{
    /// <summary>What routing makes of a deployment: healthy, probing, throttled or broken.</summary>
    public static string Of(DeploymentHealth? health, long now)
    {
        if (health is null || !health.Policy.Enabled) return "healthy";
        if (health.ThrottledUntil > now) return "throttled";
        if (!health.Admits(now)) return "broken";
        return health.Breaker.Standing.State == BreakerState.Closed && health.Provider.Breaker.Standing.State == BreakerState.Closed ? "healthy" : "probing";
    }

    /// <summary>How long until a call may go to it by rule; null when one may now.</summary>
    public static long? Wait(DeploymentHealth? health, long now) => health is null || health.Admits(now) ? null : Math.Max(0, health.AdmitsAt(now) - now);

    /// <summary>How a breaker stands.</summary>
    public static BreakerView View(CircuitBreaker breaker, DateTimeOffset wall, long now)
    {
        var standing = breaker.Standing;
        var (calls, failed) = breaker.Window(now);
        return new(
            standing.State switch { BreakerState.Open => "open", BreakerState.HalfOpen => "half_open", _ => "closed" },
            wall.AddMilliseconds(standing.Since - now), breaker.Admits(now) ? null : standing.Until - now, standing.Trigger, standing.Cause,
            standing.Trips, breaker.Consecutive, calls, failed);
    }

    /// <summary>To a tenth.</summary>
    public static double? Round(double? value) => value is { } known ? Math.Round(known, 1) : null;
}
