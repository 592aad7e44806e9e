using Signalbox.Core.Quality;

namespace Signalbox.Quality.Contracts;

/// <summary>One bound of a contract, held against what was seen.</summary>
/// <param name="Field">The bound's field in the contract.</param>
/// <param name="Standing">green, amber, red or unknown.</param>
/// <param name="Subject">What it is about, where there is more than one.</param>
/// <param name="Bound">The bound, in the unit.</param>
/// <param name="Unit">ms, usd, percent, score, tokens_per_second; null for a bound that is not a number.</param>
/// <param name="Value">What was seen, null when nothing was.</param>
/// <param name="Low">Lower end of its 95 per cent confidence interval.</param>
/// <param name="High">Upper end; null when there is none yet.</param>
/// <param name="Count">Of how many observations.</param>
/// <param name="Missing">What is missing or wrong, in words.</param>
internal sealed record BoundView(string Field, string Standing, string? Subject, double? Bound, string? Unit, double? Value, double? Low, double? High, int Count, string? Missing)
{
    /// <summary>A bound as the API shows it.</summary>
    public static BoundView Of(MeasuredBound bound) => new(
        bound.Field, StandingNames.Name(bound.Standing), bound.Subject, bound.Bound, bound.Unit, bound.Shown?.Value, bound.Shown?.Low,
        bound.Shown is { } shown && double.IsFinite(shown.High) ? shown.High : null, bound.Shown?.Count ?? 0, bound.Missing);
}
