using System.Buffers;
using System.Globalization;
using System.Text;

namespace Signalbox.Observability.Prometheus;

/// <summary>
/// Writes Prometheus' text format, version 0.0.4.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
/// </summary>
internal sealed class PrometheusText(IBufferWriter<byte> output)
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Begins a family; all its samples must follow before the next begins.</summary>
    /// <param name="name">A valid metric name.</param>
    /// <param name="type">counter, gauge or histogram.</param>
    /// <param name="help">One sentence; may be null.</param>
    public void Family(string name, string type, string? help)
    {
        if (!string.IsNullOrEmpty(help)) Write($"# HELP {name} {help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\n");
        Write($"# TYPE {name} {type}\n");
    }

    /// <summary>Writes a sample.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="labels">Labels as <see cref="Labels"/> makes them; empty for none.</param>
    /// <param name="value">The value.</param>
    public void Sample(string name, string labels, double value) =>
        Write($"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {Number(value)}\n");

    /// <summary>Writes a histogram's series: cumulative buckets, sum and count.</summary>
    public void Histogram(string name, string labels, HistogramCells cells)
    {
        var (shape, counts) = (cells.Shape, cells.Counts());
        var separator = labels.Length == 0 ? "" : ",";
        long total = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            var bound = i < shape.Bounds.Length ? Number(shape.Bounds[i]) : "+Inf";
            Write($"{name}_bucket{{{labels}{separator}le=\"{bound}\"}} {total}\n");
        }
        Sample(name + "_sum", labels, (double)cells.Sum / shape.Scale);
        Sample(name + "_count", labels, total);
    }

    /// <summary>Joins labels in the form that samples take.</summary>
    public static string Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels) Append(text, name, value);
        return text.ToString();
    }

    /// <summary>Adds a label to others, its name made valid and its value escaped.</summary>
    public static void Append(StringBuilder labels, string name, ReadOnlySpan<char> value)
    {
        if (labels.Length > 0) labels.Append(',');
        labels.Append(PrometheusName.Label(name)).Append("=\"");
        foreach (var c in value)
        {
            switch (c)
            {
                case '\\': labels.Append(@"\\"); break;
                case '"': labels.Append("\\\""); break;
                case '\n': labels.Append(@"\n"); break;
                default: labels.Append(c); break;
            }
        }
        labels.Append('"');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private void Write(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text), output);
}
