using Signalbox.Admin;
using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts.Slos;

namespace Signalbox.Alerts.Slos;

/// <summary>An objective as the API shows it, and how it stands.</summary>
internal sealed record SloView(
    string Id, string Name, string? Description, AlertScopeDraft Scope, string Objective, double? ThresholdMs, double TargetPercent, int WindowDays, SloStandingView? Standing,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static SloView Of(SloRow row, SloStandingView? standing)
    {
        var draft = row.ToDraft();
        return new(
            row.Id, row.Name, draft.Description, draft.Scope, draft.Objective, draft.ThresholdMs, draft.TargetPercent, draft.WindowDays, standing, row.Owner, Preconditions.ETag(row.Revision),
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt));
    }
}

/// <summary>How an objective stands.</summary>
/// <param name="Good">Good calls in its window.</param>
/// <param name="Total">All that count in it.</param>
/// <param name="GoodPercent">The share of good ones; null without calls.</param>
/// <param name="BudgetLeftPercent">How much of what may go wrong is left, in per cent of it; below 0 when more did.</param>
/// <param name="Allowed">How many of the calls may be bad.</param>
/// <param name="Met">Whether the objective is met; null without calls.</param>
/// <param name="CountedSince">From when on calls are counted: after it was made, earlier days are added bit by bit.</param>
/// <param name="BurnRates">How fast the budget is used.</param>
internal sealed record SloStandingView(
    long Good, long Total, double? GoodPercent, double BudgetLeftPercent, double Allowed, bool? Met, DateTimeOffset? CountedSince, IReadOnlyList<BurnRateView> BurnRates);

/// <summary>How fast a budget is used in a pair of windows. At 1 it is used up exactly when the objective's window is over.</summary>
/// <param name="LongMinutes">The long window.</param>
/// <param name="ShortMinutes">The short window.</param>
/// <param name="Long">The rate in the long one.</param>
/// <param name="Short">The rate in the short one.</param>
/// <param name="Factor">What is too fast.</param>
/// <param name="Calls">Calls in the long window.</param>
/// <param name="Urgent">Whether somebody should look at once when it is.</param>
/// <param name="TooFast">Whether it is, in both.</param>
internal sealed record BurnRateView(int LongMinutes, int ShortMinutes, double Long, double Short, double Factor, long Calls, bool Urgent, bool TooFast)
{
    /// <summary>A rate as the API shows it.</summary>
    public static BurnRateView Of(BurnRate rate) => new(
        rate.Window.LongMinutes, rate.Window.ShortMinutes, rate.Long, rate.Short, rate.Window.Factor, rate.Calls, rate.Window.IsUrgent, rate.IsTooFast);
}

/// <summary>How an objective stands, and how it came there.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="BucketSeconds">Length of a point's stretch of time.</param>
/// <param name="Points">Its window in parts, in order.</param>
internal sealed record SloBudgetView(SloStandingView Standing, long BucketSeconds, IReadOnlyList<SloPointView> Points);

/// <summary>A part of an objective's window.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Good">Good calls in it.</param>
/// <param name="Total">All that count in it.</param>
/// <param name="GoodPercent">Their share; null without calls.</param>
/// <param name="BudgetLeftPercent">What was left of the window's budget at its end.</param>
internal sealed record SloPointView(DateTimeOffset At, long Good, long Total, double? GoodPercent, double BudgetLeftPercent);
