namespace Signalbox.Core.Alerts.Slos;

/// <summary>Whether a budget is burnt too fast.</summary>
public static class BurnRateJudge
{
    /// <summary>How fast it is burnt in each pair of windows.</summary>
    /// <param name="target">The share of calls that must be good.</param>
    /// <param name="seen">What was seen in the last so many minutes.</param>
    /// <param name="minCalls">Fewer calls than this in the long window say nothing.</param>
    public static IReadOnlyList<BurnRate> Judge(double target, Func<int, SloCount> seen, int minCalls) =>
    [
        .. BurnRateWindow.All.Select(window =>
        {
            var (slow, fast) = (seen(window.LongMinutes), seen(window.ShortMinutes));
            return new BurnRate(window, ErrorBudget.BurnRate(target, slow), ErrorBudget.BurnRate(target, fast), slow.Total, slow.Total >= minCalls);
        }),
    ];
}
