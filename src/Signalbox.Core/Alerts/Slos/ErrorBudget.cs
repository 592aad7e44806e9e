namespace Signalbox.Core.Alerts.Slos;

/// <summary>What an objective allows to go wrong, and how much of it is used.</summary>
/// <param name="Target">The share of calls that must be good, above 0 and below 1.</param>
/// <param name="Seen">What was seen in the objective's window.</param>
public readonly record struct ErrorBudget(double Target, SloCount Seen)
{
    /// <summary>How many calls of those seen may be bad.</summary>
    public double Allowed => Seen.Total * (1 - Target);

    /// <summary>The share of the budget that is left; negative when more was used than there is, 1 while nothing was seen.</summary>
    public double Left => Seen.Total == 0 ? 1 : 1 - Seen.Bad / Allowed;

    /// <summary>Whether the objective is met; null while nothing was seen.</summary>
    public bool? IsMet => Seen.Total == 0 ? null : Seen.Bad <= Allowed;

    /// <summary>How fast a budget is used: 1 uses it up exactly at the window's end.</summary>
    /// <param name="target">The share of calls that must be good.</param>
    /// <param name="seen">What was seen in some stretch of time.</param>
    public static double BurnRate(double target, SloCount seen) => seen.BadShare / (1 - target);
}
