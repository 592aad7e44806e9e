using Signalbox.Core.Limits;
using Signalbox.Core.Reports;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>Puts reports together.</summary>
internal sealed class ReportReading(RollupQueries queries, ReportCompleteness completeness, TargetTags tags, TimeProvider time)
{
    /// <summary>More parts than this no plot can show.</summary>
    public const int MostBuckets = 1000;

    private const int TopLines = 5;

    private static readonly IReadOnlyList<ReportDimension> SummaryDimensions =
        [.. new[] { "organization", "team", "key", "target", "provider", "deployment", "status" }.Select(name => ReportDimension.Find(name)!)];

    /// <summary>What breakdowns can be sorted by.</summary>
    public static readonly IReadOnlyDictionary<string, Func<ReportRow, double>> Sorts = new Dictionary<string, Func<ReportRow, double>>
    {
        ["cost"] = r => r.CostMicros,
        ["requests"] = r => r.Requests,
        ["tokens"] = r => (double)r.TokensInput + r.TokensOutput,
        ["errors"] = r => r.Errors,
        ["refused"] = r => r.Refused,
        ["fallbacks"] = r => r.Fallbacks,
        ["latency"] = r => r.Success == 0 ? 0 : (double)r.LatencyUs / r.Success,
    };

    /// <summary>Sums, and what made most of them.</summary>
    public async Task<SummaryView> SummaryAsync(ReportRange range, IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> filters, CancellationToken cancellation)
    {
        var selection = new ReportSelection(TimeSegments.Cover(0, range.Since, range.Until), tags.Resolve(filters));
        var totals = await TotalsAsync(selection, cancellation);
        var top = SummaryDimensions.Zip(await queries.SumByEachAsync(selection, SummaryDimensions, cancellation)).ToDictionary(
            one => one.First.Name,
            one => (IReadOnlyList<BreakdownLine>)[.. Sorted(one.Second, one.First.Name == "status" ? "requests" : "cost").Take(TopLines).Select(row => Line(one.First, row))]);
        return new(await HeadAsync(range, filters, totals, cancellation), ReportMeasures.Of(totals), top);
    }

    /// <summary>Sums by a dimension.</summary>
    public async Task<BreakdownView> BreakdownAsync(
        ReportRange range, IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> filters, ReportDimension by, string sort, int limit, CancellationToken cancellation)
    {
        var selection = new ReportSelection(TimeSegments.Cover(0, range.Since, range.Until), tags.Resolve(filters));
        var found = await queries.SumAsync(selection, by, cancellation, withDurations: true);
        var totals = ReportRows.Add(found);
        var rows = Sorted(by.Name == TargetTags.Dimension ? tags.Spread(found) : found, sort);
        return new(
            await HeadAsync(range, filters, totals, cancellation), by.Name, sort, rows.Count, [.. rows.Take(limit).Select(row => Line(by, row))],
            rows.Count > limit ? ReportMeasures.Of(ReportRows.Add(rows.Skip(limit))) : null, ReportMeasures.Of(totals));
    }

    /// <summary>Sums over time: of all, or of the values of a dimension that cost most.</summary>
    /// <returns>Null when there would be more than <see cref="MostBuckets"/> parts.</returns>
    public async Task<SeriesView?> SeriesAsync(
        ReportRange range, IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> filters, LimitPeriod bucket, ReportDimension? by, string sort, int limit, bool withPercentiles, CancellationToken cancellation)
    {
        if (ReportBuckets.Cut(range.Since, range.Until, bucket, range.Zone, MostBuckets) is not { } parts) return null;
        var selection = new ReportSelection([.. parts.SelectMany((part, i) => TimeSegments.Cover(i, part.Start, part.End))], tags.Resolve(filters));
        var rows = await queries.SumAsync(selection, by, cancellation, withPercentiles);
        var totals = ReportRows.Add(rows);
        if (by?.Name == TargetTags.Dimension) rows = tags.Spread(rows);
        var lines = Sorted([.. rows.GroupBy(r => r.Value).Select(g => ReportRows.Add(g) with { Value = g.Key, Name = g.First().Name })], sort).Take(limit).Select(line =>
        {
            var course = rows.Where(r => r.Value == line.Value).ToDictionary(r => r.Bucket);
            var named = by is null ? null : Line(by, line);
            return new SeriesLine(named?.Value, named?.Name, Points(parts, course));
        });
        return new(
            await HeadAsync(range, filters, totals, cancellation), LimitPeriods.Name(bucket), by?.Name,
            rows.Count == 0 && by is null ? [new SeriesLine(null, null, Points(parts, new Dictionary<long, ReportRow>()))] : [.. lines]);
    }

    private async Task<ReportRow> TotalsAsync(ReportSelection selection, CancellationToken cancellation) =>
        (await queries.SumAsync(selection, null, cancellation, withDurations: true)).SingleOrDefault() ?? new ReportRow();

    /// <summary>What a report says of itself.</summary>
    public async Task<ReportHead> HeadAsync(ReportRange range, IReadOnlyList<(ReportDimension Dimension, IReadOnlyList<string> Values)> filters, ReportRow totals, CancellationToken cancellation) => new(
        At(range, range.Since), At(range, range.Until), range.Zone.Id, time.GetUtcNow(), "USD",
        filters.ToDictionary(f => f.Dimension.Name, f => (IReadOnlyList<string>)[.. f.Values.Select(v => Shown(f.Dimension, v))]),
        await completeness.JudgeAsync(range, totals, cancellation));

    private static IReadOnlyList<SeriesPoint> Points(IReadOnlyList<CalendarWindow> parts, IReadOnlyDictionary<long, ReportRow> course) =>
        [.. parts.Select((part, i) => new SeriesPoint(
            DateTimeOffset.FromUnixTimeMilliseconds(part.Start), DateTimeOffset.FromUnixTimeMilliseconds(part.End), ReportMeasures.Of(course.GetValueOrDefault(i) ?? new ReportRow())))];

    private static List<ReportRow> Sorted(IEnumerable<ReportRow> rows, string sort) =>
        [.. rows.OrderByDescending(Sorts[sort]).ThenByDescending(r => r.Requests).ThenBy(r => r.Value, StringComparer.Ordinal)];

    private static BreakdownLine Line(ReportDimension by, ReportRow row)
    {
        var value = Shown(by, row.Value ?? "");
        return new(value, row.Name ?? value, ReportMeasures.Of(row));
    }

    private static string Shown(ReportDimension dimension, string value) =>
        dimension.Name == "status" ? CallStatuses.Name((CallStatus)int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)) : value.Length == 0 ? ReportQuery.None : value;

    private static DateTimeOffset At(ReportRange range, long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), range.Zone);
}
