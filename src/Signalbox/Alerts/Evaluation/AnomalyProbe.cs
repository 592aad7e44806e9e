using System.Globalization;
using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;
using Signalbox.Core.Alerts.Anomalies;
using Signalbox.Core.Reports;
using Signalbox.Usage.Rollups;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Looks for what is not as usual in the hourly sums that reports are read from. The hour under way is not judged: it is not over.</summary>
internal sealed class AnomalyProbe(RollupQueries queries, TimeProvider time) : IAlertProbe
{
    /// <summary>Calls of an hour may be recorded a little later: until then it is not over.</summary>
    private const long SettledMs = 120_000;

    public IReadOnlyList<string> Kinds { get; } = [AlertKinds.Anomaly];

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation)
    {
        var end = TimeSegments.Floor(time.GetUtcNow().ToUnixTimeMilliseconds() - SettledMs, TimeSegments.HourMs);
        var count = (rule.Weeks + 1) * AnomalySettings.WeekHours + AnomalySettings.RecentHours;
        var since = end - count * TimeSegments.HourMs;
        var selection = new ReportSelection(
            [.. Enumerable.Range(0, count).Select(i => new TimeSegment(i, TimeSegments.HourMs, since + i * TimeSegments.HourMs, since + (i + 1) * TimeSegments.HourMs))],
            [.. rule.Scope.Given().Select(one => (ReportDimension.Find(one.Dimension)!, (IReadOnlyList<string>)[one.Value]))]);
        var by = rule.By is null ? null : ReportDimension.Find(rule.By);
        var rows = await queries.SumAsync(selection, by, cancellation);
        if (rows.Count == 0) return [Learning(rule)];
        return [.. rows.GroupBy(row => row.Value ?? "").Select(series => Read(rule, series.Key, series.First().Name, [.. series], end, count))];
    }

    private static AlertReading Read(AlertRuleDraft rule, string value, string? name, IReadOnlyList<ReportRow> rows, long end, int count)
    {
        var values = new double?[count];
        // From its first call on, an hour without calls is one in which nothing came.
        for (var i = (int)rows.Min(row => row.Bucket); i < count; i++) values[i] = 0;
        foreach (var row in rows) values[row.Bucket] = Measure(rule.Measure, row);
        var finding = AnomalyJudge.Judge(end, values, Settings(rule));
        return new()
        {
            Subject = rule.By is null ? "all" : $"{rule.By}:{value}", Name = rule.By is null ? "all calls" : value.Length == 0 ? $"no {rule.By}" : $"{rule.By} {name ?? value}",
            IsBreached = finding.Kind is AnomalyKind.Learning or AnomalyKind.Unknown ? null : finding.IsAnomaly, Value = Math.Round(finding.Score, 2), Threshold = Math.Round(finding.Bound, 2),
            Unit = finding.Kind == AnomalyKind.Drift ? "factor" : "score", Sample = count, Summary = Says(rule, finding),
        };
    }

    private static AnomalySettings Settings(AlertRuleDraft rule) => new()
    {
        Weeks = rule.Weeks, Sensitivity = rule.Sensitivity, Above = rule.Direction != "below", Below = rule.Direction != "above",
        Floor = (rule.Floor ?? (rule.Measure == "cost" ? 1 : 100)), Zone = TimeZoneInfo.FindSystemTimeZoneById(rule.TimeZone),
    };

    private static double Measure(string measure, ReportRow row) => measure switch
    {
        "requests" => row.Requests,
        "errors" => row.Errors + row.Interrupted,
        "tokens" => (double)row.TokensInput + row.TokensOutput,
        _ => row.CostMicros / 1_000_000.0,
    };

    private static string Says(AlertRuleDraft rule, AnomalyFinding finding) => finding.Kind switch
    {
        AnomalyKind.Learning => Write($"Learning what is usual: {finding.Score:0} of {finding.Bound:0} hours are known."),
        AnomalyKind.Unknown => "There is no baseline for this hour of the week yet.",
        AnomalyKind.Jump => Write($"{Amount(rule, finding.Value)} in the last full hour, {Amount(rule, finding.Usual)} are usual then: {finding.Score:0.#} standard deviations off."),
        AnomalyKind.Shift => Write($"For hours {rule.Measure} has been {(finding.Score > 0 ? "above" : "below")} what is usual, again and again; {Amount(rule, finding.Value)} in the last hour, {Amount(rule, finding.Usual)} are usual."),
        AnomalyKind.Drift => Write($"{Amount(rule, finding.Value)} in the last seven days, {Amount(rule, finding.Usual)} in weeks before: {finding.Score:0.##} times as much."),
        _ => Write($"As usual: {Amount(rule, finding.Value)} in the last full hour, {Amount(rule, finding.Usual)} are usual then."),
    };

    private static string Amount(AlertRuleDraft rule, double? amount) => amount is not { } known ? "an unknown amount"
        : rule.Measure == "cost" ? Write($"{known:#,0.00} USD")
        : Write($"{known:#,0} {rule.Measure}");

    private static AlertReading Learning(AlertRuleDraft rule) => new() { Subject = "all", Name = "all calls", Summary = $"Learning what is usual: there are no {rule.Measure} yet." };

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
