namespace Signalbox.Reports;

/// <summary>What every report says of itself.</summary>
/// <param name="From">Its first moment: that asked for, or the beginning of the quarter of an hour that lies in.</param>
/// <param name="To">The first moment after it, in the same way.</param>
/// <param name="TimeZone">Whose hours and days it is told in.</param>
/// <param name="GeneratedAt">When it was read.</param>
/// <param name="Currency">Always USD; amounts are in millionths of it.</param>
/// <param name="Filters">What was asked for, by dimension.</param>
/// <param name="Completeness">What is missing in it, and why.</param>
internal sealed record ReportHead(
    DateTimeOffset From, DateTimeOffset To, string TimeZone, DateTimeOffset GeneratedAt, string Currency, IReadOnlyDictionary<string, IReadOnlyList<string>> Filters,
    CompletenessView Completeness);

/// <summary>The sums of a stretch of time, and what made most of them.</summary>
internal sealed record SummaryView(ReportHead Report, ReportMeasures Totals, IReadOnlyDictionary<string, IReadOnlyList<BreakdownLine>> Top);

/// <summary>Sums by a dimension, the largest first. What is beyond the limit is added up in the rest.</summary>
internal sealed record BreakdownView(ReportHead Report, string By, string Sort, long Values, IReadOnlyList<BreakdownLine> Lines, ReportMeasures? Rest, ReportMeasures Totals);

/// <summary>Sums of one value of a dimension.</summary>
/// <param name="Value">The value, an id where things have ids; (none) for calls without.</param>
/// <param name="Name">Its name now; the value where it has none.</param>
/// <param name="Measures">The sums.</param>
internal sealed record BreakdownLine(string Value, string Name, ReportMeasures Measures);

/// <summary>Sums over time, without gaps.</summary>
internal sealed record SeriesView(ReportHead Report, string Bucket, string? By, IReadOnlyList<SeriesLine> Lines);

/// <summary>The course of one value; of all calls where there is no dimension.</summary>
internal sealed record SeriesLine(string? Value, string? Name, IReadOnlyList<SeriesPoint> Points);

/// <summary>The sums of a part of time.</summary>
internal sealed record SeriesPoint(DateTimeOffset From, DateTimeOffset To, ReportMeasures Measures);
