namespace Signalbox.Core.Alerts.Slos;

/// <summary>How fast a budget is burnt in a pair of windows.</summary>
/// <param name="Window">The pair.</param>
/// <param name="Long">The rate in the long window.</param>
/// <param name="Short">The rate in the short one.</param>
/// <param name="Calls">Calls in the long window.</param>
/// <param name="IsKnown">Whether these are enough to go by.</param>
public sealed record BurnRate(BurnRateWindow Window, double Long, double Short, long Calls, bool IsKnown)
{
    /// <summary>Whether it is too fast in both.</summary>
    public bool IsTooFast => IsKnown && Long >= Window.Factor && Short >= Window.Factor;
}
