using System.Text;

namespace Signalbox.Observability.Prometheus;

/// <summary>
/// Names of instruments and tags in Prometheus' spelling: dots become underscores, the unit and a counter's <c>_total</c> come last.
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
/// </summary>
internal static class PrometheusName
{
    /// <summary>The metric's name of an instrument.</summary>
    /// <param name="instrument">The instrument's name, dotted.</param>
    /// <param name="unit">Its UCUM unit; null or an annotation in braces adds nothing.</param>
    /// <param name="isCounter">Whether it only grows.</param>
    public static string Metric(string instrument, string? unit, bool isCounter)
    {
        var name = Valid(instrument, allowColon: true);
        var suffix = unit switch
        {
            null or "" or "1" => "",
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ when unit.StartsWith('{') => "",
            _ => "_" + Valid(unit.ToLowerInvariant(), allowColon: false),
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>A label's name.</summary>
    public static string Label(string name) => Valid(name, allowColon: false);

    private static string Valid(string name, bool allowColon)
    {
        var valid = new StringBuilder(name.Length + 1);
        foreach (var c in name) valid.Append(char.IsAsciiLetterOrDigit(c) || (allowColon && c == ':') ? c : '_');
        if (valid.Length == 0 || char.IsAsciiDigit(valid[0])) valid.Insert(0, '_');
        return valid.ToString();
    }
}
