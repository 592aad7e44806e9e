using Signalbox.Core.Alerts.Slos;
using Signalbox.Core.Reports;

namespace Signalbox.Alerts.Slos;

/// <summary>Puts together how an objective stands.</summary>
internal sealed class SloReading(SloCounting counting)
{
    /// <summary>Fewer calls in a burn rate's long window than this say nothing.</summary>
    public const int LeastCalls = 20;

    /// <summary>How it stands now.</summary>
    public async Task<SloStandingView> StandingAsync(SloRow slo, CancellationToken cancellation)
    {
        var quarters = await counting.WindowAsync(slo, cancellation);
        return await StandingAsync(slo, quarters, cancellation);
    }

    /// <summary>How it stands now, and how it came there.</summary>
    public async Task<SloBudgetView> BudgetAsync(SloRow slo, CancellationToken cancellation)
    {
        var quarters = await counting.WindowAsync(slo, cancellation);
        // About 200 points: hours for a week, days for a quarter of a year.
        var spanMs = slo.ToDraft().WindowDays switch { <= 2 => TimeSegments.QuarterMs, <= 8 => TimeSegments.HourMs, <= 45 => TimeSegments.SixHoursMs, _ => TimeSegments.DayMs };
        var allowed = TargetOf(slo) is var target ? quarters.Sum(row => row.Total) * (1 - target) : 0;
        var (points, bad) = (new List<SloPointView>(), 0L);
        foreach (var part in quarters.GroupBy(row => TimeSegments.Floor(row.At, spanMs)).OrderBy(part => part.Key))
        {
            var count = new SloCount(part.Sum(row => row.Good), part.Sum(row => row.Total));
            bad += count.Bad;
            points.Add(new(
                DateTimeOffset.FromUnixTimeMilliseconds(part.Key), count.Good, count.Total, count.Total == 0 ? null : 100 * (1 - count.BadShare),
                allowed == 0 ? 100 : 100 * (1 - bad / allowed)));
        }
        return new(await StandingAsync(slo, quarters, cancellation), spanMs / 1000, points);
    }

    private async Task<SloStandingView> StandingAsync(SloRow slo, IReadOnlyList<SloCountRow> quarters, CancellationToken cancellation)
    {
        var target = TargetOf(slo);
        var budget = new ErrorBudget(target, new(quarters.Sum(row => row.Good), quarters.Sum(row => row.Total)));
        var rates = BurnRateJudge.Judge(target, await counting.RecentAsync(slo, quarters, cancellation), LeastCalls);
        return new(
            budget.Seen.Good, budget.Seen.Total, budget.Seen.Total == 0 ? null : 100 * (1 - budget.Seen.BadShare), 100 * budget.Left, budget.Allowed, budget.IsMet,
            quarters.Count > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(quarters[0].At) : null, [.. rates.Select(BurnRateView.Of)]);
    }

    private static double TargetOf(SloRow slo) => slo.ToDraft().TargetPercent / 100;
}
