using System.Globalization;
using System.Text;
using Signalbox.Admin;

namespace Signalbox.Reports;

/// <summary>A report as a table, for files and for people.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Columns">Names of the columns; those that measure come last.</param>
/// <param name="Rows">The cells; null is unknown.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The columns that measure, in the words of the API.</summary>
    public static readonly IReadOnlyList<string> MeasureColumns =
    [
        "requests", "success", "refused", "errors", "disconnected", "interrupted", "attempts", "fallbacks", "tokens_input", "tokens_output", "tokens_cached", "tokens_cache_write",
        "tokens_reasoning", "cost_usd", "upstream_priced", "upstream_cost_usd", "compared_cost_usd", "usage_not_reported", "usage_estimated", "unpriced", "latency_avg_ms", "ttft_avg_ms",
        "overhead_avg_us", "output_tokens_per_second", "latency_p50_ms", "latency_p95_ms", "latency_p99_ms", "ttft_p50_ms", "ttft_p95_ms", "ttft_p99_ms",
    ];

    /// <summary>Their cells.</summary>
    public static IEnumerable<object?> Cells(ReportMeasures m) =>
    [
        m.Requests, m.Success, m.Refused, m.Errors, m.Disconnected, m.Interrupted, m.Attempts, m.Fallbacks, m.TokensInput, m.TokensOutput, m.TokensCached, m.TokensCacheWrite,
        m.TokensReasoning, Usd(m.CostMicros), m.UpstreamPriced, Usd(m.UpstreamCostMicros), Usd(m.ComparedCostMicros), m.UsageNotReported, m.UsageEstimated, m.Unpriced, m.LatencyAvgMs, m.TtftAvgMs,
        m.OverheadAvgUs, m.OutputTokensPerSecond, m.LatencyP50Ms, m.LatencyP95Ms, m.LatencyP99Ms, m.TtftP50Ms, m.TtftP95Ms, m.TtftP99Ms,
    ];

    /// <summary>An amount in USD, exact.</summary>
    public static decimal Usd(long micros) => micros / 1_000_000m;

    /// <summary>As comma-separated values.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder().AppendRow([.. Columns]);
        foreach (var row in Rows) text.AppendRow([.. row.Select(Text)]);
        return text.ToString();
    }

    /// <summary>As a table in Markdown. Columns that are empty or zero throughout are left out.</summary>
    public StringBuilder AppendMarkdown(StringBuilder text)
    {
        text.Append("## ").Append(Escaped(Title)).Append("\n\n");
        if (Rows.Count == 0) return text.Append("No calls.\n\n");
        var shown = Enumerable.Range(0, Columns.Count).Where(i => Rows.Any(row => row[i] is not (null or 0L or 0m or 0d))).ToList();
        Line(shown.Select(i => Columns[i].Replace('_', ' ')));
        Line(shown.Select(i => Rows.All(row => row[i] is null or long or decimal or double) ? "--:" : "---"));
        foreach (var row in Rows) Line(shown.Select(i => Escaped(Text(row[i]) ?? "")));
        return text.Append('\n');

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>A text that Markdown shows as it is: names are typed by people.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsControl(c)) escaped.Append(' ');
            else if (c == '<') escaped.Append("&lt;");
            else if (c == '&') escaped.Append("&amp;");
            else if ("\\`*_{}[]()#+!|>~".Contains(c, StringComparison.Ordinal)) escaped.Append('\\').Append(c);
            else escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static string? Text(object? cell) => cell switch
    {
        DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell?.ToString(),
    };
}
