namespace Signalbox.Core.Quality;

/// <summary>What an evaluation says of one attempt at a task.</summary>
/// <param name="Suite">The set of tasks.</param>
/// <param name="Task">The task.</param>
/// <param name="Model">The model or route group that worked at it.</param>
/// <param name="Score">Its reward; null when the evaluation says only whether it passed.</param>
/// <param name="Passed">Whether it passed.</param>
public sealed record TaskResult(string Suite, string Task, string Model, double? Score, bool Passed)
{
    /// <summary>The reward, or 1 for what passed and 0 for what did not.</summary>
    public double Value => Score ?? (Passed ? 1 : 0);
}
