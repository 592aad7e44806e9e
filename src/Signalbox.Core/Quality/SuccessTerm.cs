namespace Signalbox.Core.Quality;

/// <summary>What an evaluation must show.</summary>
/// <param name="Suite">The set of tasks.</param>
/// <param name="MinTasks">Results at least.</param>
public sealed record SuccessTerm(string Suite, int MinTasks)
{
    /// <summary>Share of the results that must pass, 0 to 1; null for any.</summary>
    public double? MinPassed { get; init; }

    /// <summary>Mean score; null for any.</summary>
    public double? MinScore { get; init; }
}
