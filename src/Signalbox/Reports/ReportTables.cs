namespace Signalbox.Reports;

/// <summary>Reports as tables.</summary>
internal static class ReportTables
{
    /// <summary>The sums of a summary.</summary>
    public static ReportTable Totals(SummaryView view) => new("Totals", ReportTable.MeasureColumns, [[.. ReportTable.Cells(view.Totals)]]);

    /// <summary>What made most of them, in one table per dimension.</summary>
    public static IEnumerable<ReportTable> Top(SummaryView view) => view.Top.Select(top => Of($"By {top.Key}", top.Key, top.Value));

    /// <summary>A summary as one table: a line for the total, then those of each dimension.</summary>
    public static ReportTable Flat(SummaryView view) => new("Summary", ["dimension", "value", "name", .. ReportTable.MeasureColumns],
    [
        ["total", null, null, .. ReportTable.Cells(view.Totals)],
        .. view.Top.SelectMany(top => top.Value.Select(line => (IReadOnlyList<object?>)[top.Key, line.Value, line.Name, .. ReportTable.Cells(line.Measures)])),
    ]);

    /// <summary>A breakdown, the rest as its last line.</summary>
    public static ReportTable Of(BreakdownView view)
    {
        var table = Of($"By {view.By}", view.By, view.Lines);
        return view.Rest is { } rest ? table with { Rows = [.. table.Rows, ["(rest)", "(rest)", .. ReportTable.Cells(rest)]] } : table;
    }

    /// <summary>A series, one line per value and part of time.</summary>
    public static ReportTable Of(SeriesView view) => new($"Per {view.Bucket}", ["from", "to", view.By ?? "value", "name", .. ReportTable.MeasureColumns],
    [
        .. view.Lines.SelectMany(line => line.Points.Select(point => (IReadOnlyList<object?>)[point.From, point.To, line.Value, line.Name, .. ReportTable.Cells(point.Measures)])),
    ]);

    private static ReportTable Of(string title, string dimension, IReadOnlyList<BreakdownLine> lines) => new(title, [dimension, "name", .. ReportTable.MeasureColumns],
        [.. lines.Select(line => (IReadOnlyList<object?>)[line.Value, line.Name, .. ReportTable.Cells(line.Measures)])]);
}
