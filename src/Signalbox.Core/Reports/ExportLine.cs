using System.Globalization;

namespace Signalbox.Core.Reports;

/// <summary>A line of a provider's export. What a cell holds that its column cannot is named with its line.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Columns">Where each column stands.</param>
internal sealed record ExportLine(int Number, IReadOnlyList<string> Cells, IReadOnlyDictionary<string, int> Columns)
{
    private const decimal MostUsd = 1_000_000_000m;

    /// <summary>A text; null when it is empty or there is no such column.</summary>
    public string? Text(string column) => Columns.TryGetValue(column, out var at) && at < Cells.Count && Cells[at].Length > 0 ? Cells[at] : null;

    /// <summary>A whole number that is not negative, also written as 12.0 or 1,200; null when it is empty.</summary>
    public long? Count(string column, long most) =>
        Text(column) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number <= most
            ? (long)number
            : throw Fault(column, "must be a whole number, not negative");

    /// <summary>An amount in USD as micro-USD; null when it is empty.</summary>
    public long? Usd(string column) =>
        Text(column) is not { } text ? null
        : decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var usd) && usd <= MostUsd
            ? (long)decimal.Round(usd * 1_000_000m, MidpointRounding.AwayFromZero)
            : throw Fault(column, "must be an amount in USD, not negative");

    /// <summary>Unix seconds, as milliseconds.</summary>
    public long UnixTime(string column) =>
        long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 100_000_000_000 ? seconds * 1000 : throw Fault(column, "must be a time in Unix seconds");

    /// <summary>The beginning of a day, UTC, as Unix milliseconds.</summary>
    public long Day(string column) => TimeSegments.Floor(Time(column), TimeSegments.DayMs);

    /// <summary>A time, UTC unless it says another offset, as Unix milliseconds.</summary>
    public long Time(string column) =>
        DateTimeOffset.TryParse(Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1971 ? time.ToUnixTimeMilliseconds() : throw Fault(column, "must be a time in ISO 8601");

    private FormatException Fault(string column, string rule) => new($"line {Number}: {column} {rule}; it is '{Text(column)}'.");
}
