namespace Signalbox.Alerts;

/// <summary>How much an alert matters. The words are stored.</summary>
internal static class Severities
{
    /// <summary>All of them, the least first.</summary>
    public static IReadOnlyList<string> All { get; } = ["info", "warning", "critical"];

    /// <summary>Whether one is at least as much as another.</summary>
    public static bool Reaches(string severity, string least) => Rank(severity) >= Rank(least);

    private static int Rank(string severity)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i] == severity) return i;
        return 0;
    }
}
