using Signalbox.Core.Promotion;

namespace Signalbox.Core.Quality;

/// <summary>One bound of a contract, held against what was seen.</summary>
/// <param name="Field">The bound's field in the contract, for example <c>latency.max_p95_ms</c>.</param>
/// <param name="Standing">How it stands.</param>
public sealed record MeasuredBound(string Field, QualityStanding Standing)
{
    /// <summary>What it is about, where there is more than one: a model, a deployment; null for the group's calls.</summary>
    public string? Subject { get; init; }

    /// <summary>The bound, in <see cref="Unit"/>; null for one that is not a number.</summary>
    public double? Bound { get; init; }

    /// <summary>What was seen, with its 95 per cent confidence interval; null when nothing was.</summary>
    public Interval? Shown { get; init; }

    /// <summary>ms, usd, percent, score, tokens_per_second; null for a bound that is not a number.</summary>
    public string? Unit { get; init; }

    /// <summary>What is missing or wrong, in words; null when nothing is.</summary>
    public string? Missing { get; init; }
}
