namespace Signalbox.Usage;

/// <summary>Why a deployment serves a call: under strategy primary the one the registry names or which stand-in, and what health has made of an order.</summary>
internal static class RouteReasons
{
    /// <summary>The registry's primary.</summary>
    public const string RegistryPrimary = "registry-primary";

    /// <summary>Another member of the group, as configured.</summary>
    public const string Configured = "configured";

    /// <summary>The server's default model, from outside of the group.</summary>
    public const string Default = "default-fallback";

    /// <summary>The built-in demo.</summary>
    public const string Demo = "demo-fallback";

    /// <summary>Under other strategies, the next in order, since what they chose first is broken or throttled.</summary>
    public const string Avoided = "avoided-unhealthy";

    /// <summary>Nothing is healthy, and this recovers first.</summary>
    public const string LastResort = "last-resort";

    /// <summary>The first member had no answer in time, and a second, which was asked too, had one sooner.</summary>
    public const string Hedged = "hedged";

    /// <summary>A candidate that takes a share of the calls, while a promotion goes by steps.</summary>
    public const string Canary = "canary";

    /// <summary>The registry's primary, for a call that such a candidate was to serve.</summary>
    public const string CanaryFallback = "canary-fallback";

    /// <summary>Whether something other than the primary serves.</summary>
    public static bool IsFallback(string? reason) => reason is Configured or Default or Demo;
}
