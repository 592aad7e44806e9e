using System.Globalization;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Slos;
using Signalbox.Core.Alerts;
using Signalbox.Core.Alerts.Slos;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Looks at how fast the error budget of an objective is used, in pairs of windows.</summary>
internal sealed class BurnRateProbe(SloStore slos, SloCounting counting) : IAlertProbe
{
    public IReadOnlyList<string> Kinds { get; } = [AlertKinds.BurnRate];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation)
    {
        if (await slos.FindByNameAsync(rule.Slo!, cancellation) is not { } slo) return [];
        var quarters = await counting.WindowAsync(slo, cancellation);
        var rates = BurnRateJudge.Judge(slo.ToDraft().TargetPercent / 100, await counting.RecentAsync(slo, quarters, cancellation), rule.MinCalls)
            .Where(rate => rule.Burning == "any" || rate.Window.IsUrgent == (rule.Burning == "urgent")).ToList();
        var worst = rates.Where(rate => rate.IsTooFast).MaxBy(rate => rate.Window.Factor);
        var shown = worst ?? rates.MaxBy(rate => rate.IsKnown ? Math.Min(rate.Long, rate.Short) / rate.Window.Factor : -1)!;
        return
        [
            new()
            {
                Subject = slo.Id, Name = $"objective {slo.Name}", IsBreached = worst is not null ? true : rates.Any(rate => rate.IsKnown) ? false : null,
                // The faster, the worse.
                Level = worst is null ? 0 : BurnRateWindow.All.Count(window => window.Factor <= worst.Window.Factor),
                Value = Math.Round(shown.Long, 2), Threshold = shown.Window.Factor, Unit = "factor", Sample = shown.Calls, Summary = Says(shown, rule),
            },
        ];
    }

    private static string Says(BurnRate rate, AlertRuleDraft rule) => rate.IsKnown
        ? string.Create(CultureInfo.InvariantCulture,
            $"The error budget is used {rate.Long:0.##} times as fast as it lasts in the last {Spans.Words(rate.Window.LongMinutes)}, and {rate.Short:0.##} times in the last {Spans.Words(rate.Window.ShortMinutes)}; {rate.Window.Factor:0.#} times is too fast.")
        : string.Create(CultureInfo.InvariantCulture, $"{rate.Calls} calls in the last {Spans.Words(rate.Window.LongMinutes)} are too few to judge by; {rule.MinCalls} are needed.");
}
