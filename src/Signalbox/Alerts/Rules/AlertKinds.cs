namespace Signalbox.Alerts.Rules;

/// <summary>What rules can look at. The words are stored.</summary>
internal static class AlertKinds
{
    public const string Budget = "budget";
    public const string Quota = "quota";
    public const string ErrorRate = "error_rate";
    public const string Latency = "latency";
    public const string Fallback = "fallback";
    public const string Provider = "provider";
    public const string Anomaly = "anomaly";
    public const string BurnRate = "burn_rate";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Budget, Quota, ErrorRate, Latency, Fallback, Provider, Anomaly, BurnRate];

    /// <summary>Those that look at calls of the last minutes.</summary>
    public static bool LooksAtCalls(string? kind) => kind is ErrorRate or Latency or Fallback;

    /// <summary>Those that look at limits.</summary>
    public static bool LooksAtLimits(string? kind) => kind is Budget or Quota;
}
