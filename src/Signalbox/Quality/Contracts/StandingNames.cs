using Signalbox.Core.Quality;

namespace Signalbox.Quality.Contracts;

/// <summary>The names of <see cref="QualityStanding"/> in API and database.</summary>
internal static class StandingNames
{
    /// <summary>All names, the best first.</summary>
    public static IReadOnlyList<string> All { get; } = ["green", "unknown", "amber", "red"];

    /// <summary>The name.</summary>
    public static string Name(QualityStanding standing) => All[(int)standing];
}
