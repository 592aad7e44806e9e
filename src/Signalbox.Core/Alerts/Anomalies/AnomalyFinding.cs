namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>What was made of a series.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Score">How far beyond what is usual: standard deviations for a jump, the running sum for what builds up, the ratio to usual weeks for a drift.</param>
/// <param name="Bound">What the score was held against.</param>
/// <param name="Value">What was seen in the judged hour, or in the week.</param>
/// <param name="Usual">What is usual then.</param>
public sealed record AnomalyFinding(AnomalyKind Kind, double Score, double Bound, double? Value, double? Usual)
{
    /// <summary>Whether it is one.</summary>
    public bool IsAnomaly => Kind is AnomalyKind.Jump or AnomalyKind.Shift or AnomalyKind.Drift;
}
