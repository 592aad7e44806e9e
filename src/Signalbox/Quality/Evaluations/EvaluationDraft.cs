namespace Signalbox.Quality.Evaluations;

/// <summary>An evaluation as it is sent in JSON.</summary>
/// <param name="RunId">The run's own id: the same run is taken in once.</param>
/// <param name="Suite">The name of the set of tasks.</param>
/// <param name="Model">The model of results that name none.</param>
/// <param name="At">When it ran; now unless said.</param>
/// <param name="PassReward">The reward from which on a result that does not say so has passed; 1 unless said.</param>
/// <param name="Results">The results, 1 to 20,000.</param>
internal sealed record EvaluationDraft(string RunId, string Suite, string? Model, DateTimeOffset? At, double? PassReward, IReadOnlyList<EvaluationResultDraft> Results);

/// <summary>One attempt at a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Model">The model or route group that worked at it, by the name that callers use.</param>
/// <param name="Reward">Its reward, -1,000 to 1,000. Needed where passed is left out.</param>
/// <param name="Passed">Whether it passed; where it is left out, whether the reward is pass_reward at least.</param>
/// <param name="CostUsd">What it cost.</param>
/// <param name="LatencyMs">How long it took.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record EvaluationResultDraft(string Task, string? Model, double? Reward, bool? Passed, double? CostUsd, double? LatencyMs, string? Error);
