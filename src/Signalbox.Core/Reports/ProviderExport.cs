using System.Text.RegularExpressions;

namespace Signalbox.Core.Reports;

/// <summary>Reads the usage exports of providers: OpenAI's, Anthropic's, and any file that names its columns in our words.</summary>
public static partial class ProviderExport
{
    /// <summary>Beyond this no file is read.</summary>
    public const int MostLines = 100_000;

    private const long MostCount = 1_000_000_000_000_000;

    private static readonly string[] OwnMeasures = ["requests", "input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "cost_usd"];

    /// <summary>What a file says, and which form it has: openai, anthropic or columns.</summary>
    /// <exception cref="FormatException">It is none of them, or a value is not what its column holds; names line and column.</exception>
    public static (string Format, IReadOnlyList<ProviderUsage> Lines) Read(string text)
    {
        var lines = CsvLines.Read(text);
        if (lines.Count == 0) throw new FormatException("The file is empty.");
        if (lines.Count > MostLines) throw new FormatException($"The file has more than {MostLines} lines. Split it.");
        var columns = lines[0].Cells.Select((name, i) => (Name: name.ToLowerInvariant(), i)).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        var format = columns.ContainsKey("usage_date_utc") && columns.ContainsKey("model_version") ? "anthropic"
            : columns.ContainsKey("num_model_requests") && columns.ContainsKey("start_time") ? "openai"
            : columns.ContainsKey("model") && (columns.ContainsKey("date") || columns.ContainsKey("from")) && OwnMeasures.Any(columns.ContainsKey) ? "columns"
            : throw new FormatException(
                "line 1: this is no export that is known. It needs OpenAI's columns (start_time, num_model_requests, model, ...), Anthropic's (usage_date_utc, model_version, ...), or: "
                + $"date, or from and to; model; and at least one of {string.Join(", ", OwnMeasures)}.");
        return (format, [.. lines.Skip(1).Select(line => new ExportLine(line.Number, line.Cells, columns)).Select(line => format switch
        {
            "anthropic" => Anthropic(line),
            "openai" => OpenAI(line),
            _ => Columns(line),
        }).OfType<ProviderUsage>()]);
    }

    /// <summary>A model's name without the date of its release, so that an alias and what it stands for are one.</summary>
    public static string Family(string model) => Date().Replace(model, "");

    // https://platform.openai.com/usage, export of completions: one line per bucket, project, key and model; empty buckets have no model.
    private static ProviderUsage? OpenAI(ExportLine line) => line.Text("model") is not { } model ? null : In(line, line.UnixTime("start_time"), line.UnixTime("end_time"), model) with
    {
        Requests = line.Count("num_model_requests", MostCount),
        TokensInput = line.Count("input_tokens", MostCount),
        TokensOutput = line.Count("output_tokens", MostCount),
        TokensCached = line.Count("input_cached_tokens", MostCount),
    };

    // https://platform.claude.com/usage, export: one line per day, key and model; input is told apart from what the cache took and served.
    private static ProviderUsage? Anthropic(ExportLine line)
    {
        if (line.Text("model_version") is not { } model) return null;
        var day = line.Day("usage_date_utc");
        var (read, minutes, hour) = (line.Count("usage_input_tokens_cache_read", MostCount), line.Count("usage_input_tokens_cache_write_5m", MostCount), line.Count("usage_input_tokens_cache_write_1h", MostCount));
        return In(line, day, day + TimeSegments.DayMs, model) with
        {
            TokensInput = line.Count("usage_input_tokens_no_cache", MostCount) + (read ?? 0) + (minutes ?? 0) + (hour ?? 0),
            TokensOutput = line.Count("usage_output_tokens", MostCount),
            TokensCached = read,
            TokensCacheWrite = minutes is null && hour is null ? null : (minutes ?? 0) + (hour ?? 0),
        };
    }

    private static ProviderUsage Columns(ExportLine line)
    {
        var model = line.Text("model") ?? throw new FormatException($"line {line.Number}: model is empty.");
        var isDay = line.Text("date") is not null;
        var since = isDay ? line.Day("date") : line.Time("from");
        return In(line, since, isDay ? since + TimeSegments.DayMs : line.Time("to"), model) with
        {
            Requests = line.Count("requests", MostCount),
            TokensInput = line.Count("input_tokens", MostCount),
            TokensOutput = line.Count("output_tokens", MostCount),
            TokensCached = line.Count("cached_tokens", MostCount),
            TokensCacheWrite = line.Count("cache_write_tokens", MostCount),
            CostMicros = line.Usd("cost_usd"),
        };
    }

    private static ProviderUsage In(ExportLine line, long since, long until, string model) => until <= since
        ? throw new FormatException($"line {line.Number}: it ends before it begins.")
        : new(TimeSegments.Floor(since, TimeSegments.QuarterMs), TimeSegments.Ceiling(until, TimeSegments.QuarterMs), model);

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
