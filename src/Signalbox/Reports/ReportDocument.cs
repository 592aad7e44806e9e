using System.Globalization;
using System.Text;

namespace Signalbox.Reports;

/// <summary>A report for people: what it is about, what is missing in it, and its tables.</summary>
internal static class ReportDocument
{
    /// <summary>The content type.</summary>
    public const string MediaType = "text/markdown; charset=utf-8";

    /// <summary>Writes it.</summary>
    public static string Write(string title, ReportHead head, params IEnumerable<ReportTable> tables)
    {
        var text = new StringBuilder("# ").Append(title).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"From {Time(head.From)} to {Time(head.To)} ({head.TimeZone}), read at {Time(head.GeneratedAt)}. Amounts are {head.Currency}.\n\n");
        foreach (var (dimension, values) in head.Filters) text.Append(CultureInfo.InvariantCulture, $"- only {dimension}: {ReportTable.Escaped(string.Join(", ", values))}\n");
        text.Append(CultureInfo.InvariantCulture, $"- completeness: {head.Completeness.State.Replace('_', ' ')}\n");
        foreach (var finding in head.Completeness.Findings)
            text.Append(CultureInfo.InvariantCulture, $"  - {finding.Code}{(finding.Calls is { } calls ? $", {calls} calls" : "")}: {ReportTable.Escaped(finding.Detail)}\n");
        text.Append('\n');
        foreach (var table in tables) table.AppendMarkdown(text);
        return text.ToString();
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
