namespace Signalbox.Alerts.Slos;

/// <summary>What an objective promises. The words are stored.</summary>
internal static class SloObjectives
{
    public const string Availability = "availability";
    public const string Latency = "latency";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Availability, Latency];
}
