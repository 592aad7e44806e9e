namespace Signalbox.Core.Alerts.Slos;

/// <summary>
/// A pair of windows that a budget must be burnt in at once: the long one says that it matters, the short one that it still goes on, so that the alert
/// ends soon after the fault does (<see href="https://sre.google/workbook/alerting-on-slos/">Site Reliability Workbook, chapter 5</see>).
/// </summary>
/// <param name="Factor">The burn rate.</param>
/// <param name="LongMinutes">The long window.</param>
/// <param name="ShortMinutes">The short window.</param>
/// <param name="IsUrgent">Whether somebody should look at once: a page rather than a ticket.</param>
public sealed record BurnRateWindow(double Factor, int LongMinutes, int ShortMinutes, bool IsUrgent)
{
    /// <summary>The pairs of the workbook: 2 per cent of a month's budget in an hour, 5 in six hours, 10 in three days.</summary>
    public static IReadOnlyList<BurnRateWindow> All { get; } = [new(14.4, 60, 5, true), new(6, 360, 30, true), new(1, 4320, 360, false)];
}
