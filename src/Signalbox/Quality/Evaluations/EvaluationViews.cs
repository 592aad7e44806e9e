using Signalbox.Core.Promotion;
using Signalbox.Core.Quality;

namespace Signalbox.Quality.Evaluations;

/// <summary>An imported evaluation.</summary>
/// <param name="Id">Identity.</param>
/// <param name="RunId">The run's own id, by which an import repeated is the same.</param>
/// <param name="Suite">The set of tasks.</param>
/// <param name="Format">json, jsonl or junit.</param>
/// <param name="Results">How many results it has.</param>
/// <param name="Passed">How many of them passed.</param>
/// <param name="Models">The models that were evaluated.</param>
/// <param name="Actor">Who imported it.</param>
/// <param name="At">When it ran.</param>
/// <param name="CreatedAt">When it was imported.</param>
internal sealed record EvaluationSummary(
    string Id, string RunId, string Suite, string Format, long Results, long Passed, IReadOnlyList<string> Models, string Actor, DateTimeOffset At, DateTimeOffset CreatedAt);

/// <summary>An imported evaluation with what it says of each model.</summary>
internal sealed record EvaluationView(EvaluationSummary Evaluation, IReadOnlyList<EvaluatedModelView> Models);

/// <summary>What an evaluation says of a model. Estimates come with their 95 per cent confidence interval.</summary>
/// <param name="Model">The model.</param>
/// <param name="Results">Results of it.</param>
/// <param name="PassRate">Share that passed, 0 to 1.</param>
/// <param name="Score">Mean reward; null with fewer than two results.</param>
/// <param name="CostUsd">Mean cost of an attempt; null with fewer than two that are known.</param>
/// <param name="LatencyP50Ms">Median latency; null when none is known.</param>
internal sealed record EvaluatedModelView(string Model, int Results, Interval PassRate, Interval? Score, Interval? CostUsd, double? LatencyP50Ms)
{
    /// <summary>Model by model.</summary>
    public static IReadOnlyList<EvaluatedModelView> Of(IEnumerable<EvaluationResultRow> rows) =>
    [
        .. from row in rows
           group row by row.Model into model
           orderby model.Key
           select new EvaluatedModelView(
               model.Key, model.Count(), Interval.Share(model.Count(row => row.Passed != 0), model.Count())!,
               Interval.Mean(model.Select(row => new TaskResult("", row.Task, row.Model, row.ScoreMillionths / 1e6, row.Passed != 0).Value)),
               Interval.Mean(model.Where(row => row.CostMicros is not null).Select(row => row.CostMicros!.Value / 1e6)),
               Interval.Quantile(model.Where(row => row.LatencyUs is not null).Select(row => row.LatencyUs!.Value / 1e3), 0.5)?.Value),
    ];
}

/// <summary>One attempt at a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Model">The model or route group that worked at it.</param>
/// <param name="Reward">Its reward; null when only whether it passed is known.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="CostMicros">What it cost, micro-USD.</param>
/// <param name="LatencyMs">How long it took.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record EvaluationResultView(string Task, string Model, double? Reward, bool Passed, long? CostMicros, double? LatencyMs, string? Error);
