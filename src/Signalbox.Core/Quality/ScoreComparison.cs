using Signalbox.Core.Promotion;

namespace Signalbox.Core.Quality;

/// <summary>How two models did on the same tasks.</summary>
/// <param name="Tasks">Tasks that both worked at.</param>
/// <param name="Primary">Mean score of the first, over those.</param>
/// <param name="Candidate">Mean score of the second.</param>
/// <param name="Delta">How much more the second scored, task by task; null with fewer than two tasks.</param>
public sealed record ScoreComparison(int Tasks, double? Primary, double? Candidate, Interval? Delta)
{
    /// <summary>Compares. Several attempts at a task count as their mean.</summary>
    public static ScoreComparison Of(IEnumerable<TaskResult> results, string primary, string candidate)
    {
        var byTask = results.ToLookup(result => (result.Suite, result.Task));
        var pairs = new List<(double First, double Second)>();
        foreach (var task in byTask)
        {
            double[] first = [.. task.Where(result => result.Model == primary).Select(result => result.Value)];
            double[] second = [.. task.Where(result => result.Model == candidate).Select(result => result.Value)];
            if (first.Length > 0 && second.Length > 0) pairs.Add((first.Average(), second.Average()));
        }
        return pairs.Count == 0
            ? new(0, null, null, null)
            : new(pairs.Count, pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second), Interval.Mean(pairs.Select(pair => pair.Second - pair.First)));
    }
}
