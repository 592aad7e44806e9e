namespace Signalbox.Quality.Evaluations;

/// <summary>A row of <c>evaluation_results</c>: one attempt at a task.</summary>
internal sealed record EvaluationResultRow
{
    public long Position { get; init; }
    public required string Task { get; init; }
    public required string Model { get; init; }
    public long? ScoreMillionths { get; init; }
    public long Passed { get; init; }
    public long? CostMicros { get; init; }
    public long? LatencyUs { get; init; }
    public string? Error { get; init; }

    /// <summary>As the API shows it.</summary>
    public EvaluationResultView ToView() => new(Task, Model, ScoreMillionths / 1e6, Passed != 0, CostMicros, LatencyUs / 1000.0, Error);
}
