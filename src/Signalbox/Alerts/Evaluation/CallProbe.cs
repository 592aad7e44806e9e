using System.Globalization;
using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Looks at the calls of the last minutes, hours or days: how many failed, took too long, or needed another attempt.</summary>
internal sealed class CallProbe(CallCountStore calls, CallSums sums, SubjectNames names, TimeProvider time) : IAlertProbe
{
    /// <summary>Single calls are read up to here. Beyond it their sums are: there would be too many to read every few seconds.</summary>
    private const int MostMinutesOfCalls = 60;

    public IReadOnlyList<string> Kinds { get; } = [AlertKinds.ErrorRate, AlertKinds.Latency, AlertKinds.Fallback];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var slowMs = rule.Kind == AlertKinds.Latency ? rule.Threshold ?? 10_000 : 0;
        var since = now - rule.WindowMinutes * 60_000L;
        // What is one part here must not be cut: the window is its own span.
        var rows = rule.WindowMinutes <= MostMinutesOfCalls
            ? await calls.ReadAsync(since, now + 1, long.MaxValue, rule.Scope.Given(), rule.By, slowMs, cancellation)
            : await sums.ReadAsync(since, now + 1, rule.Scope.Given(), rule.By, slowMs, cancellation);
        if (rows.Count == 0 && rule.By is null) rows = [new()];
        return [.. rows.Select(row => Read(rule, row, slowMs))];
    }

    private AlertReading Read(AlertRuleDraft rule, CallCountRow row, double slowMs)
    {
        var (some, all, bound) = rule.Kind switch
        {
            AlertKinds.Latency => (row.Slow, row.Good, 100 - rule.Percentile),
            AlertKinds.Fallback => (row.Repeated, row.Good + row.Bad, rule.Threshold ?? 20),
            _ => (row.Bad, row.Good + row.Bad, rule.Threshold ?? 5),
        };
        var isKnown = all >= rule.MinCalls;
        var share = all == 0 ? (double?)null : 100.0 * some / all;
        var name = rule.By is null ? names.Of(rule.Scope.Given()) : names.Of(rule.By, row.Value ?? "");
        return new()
        {
            Subject = rule.By is null ? "all" : $"{rule.By}:{row.Value}", Name = name, IsBreached = isKnown ? share > bound : null, Value = share, Threshold = bound, Unit = "percent", Sample = all,
            Summary = isKnown ? Says(rule, some, all, share!.Value, bound, slowMs) : Write($"{all} calls in the last {Spans.Words(rule.WindowMinutes)} are too few to judge by; {rule.MinCalls} are needed."),
        };
    }

    private static string Says(AlertRuleDraft rule, long some, long all, double share, double bound, double slowMs) => rule.Kind switch
    {
        AlertKinds.Latency => Write($"{share:0.##} % of {all} answered calls in the last {Spans.Words(rule.WindowMinutes)} took longer than {slowMs:0.###} ms ({some}); {bound:0.##} % may."),
        AlertKinds.Fallback => Write($"{share:0.##} % of {all} calls in the last {Spans.Words(rule.WindowMinutes)} needed more than one attempt ({some}); {bound:0.##} % may."),
        _ => Write($"{share:0.##} % of {all} calls in the last {Spans.Words(rule.WindowMinutes)} failed ({some}); {bound:0.##} % may."),
    };

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
