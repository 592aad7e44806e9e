using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>Adds rows of a report up.</summary>
internal static class ReportRows
{
    /// <summary>All of them in one, which has no value of its own.</summary>
    public static ReportRow Add(IEnumerable<ReportRow> rows) => rows.Aggregate(new ReportRow(), (sum, row) => sum.Plus(row)) with { Name = null };
}
