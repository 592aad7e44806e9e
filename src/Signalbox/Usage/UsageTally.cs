namespace Signalbox.Usage;

/// <summary>Adds up records per stretch of time before they are added to the database, so that a batch changes few rows.</summary>
internal sealed class UsageTally
{
    /// <summary>The stretches of time that are kept, in milliseconds: minutes for the last hour, quarters of an hour for all else.</summary>
    public static readonly IReadOnlyList<long> Spans = [MinuteMs, QuarterMs];

    /// <summary>A minute.</summary>
    public const long MinuteMs = 60_000;

    /// <summary>A quarter of an hour.</summary>
    public const long QuarterMs = 15 * MinuteMs;

    private readonly Dictionary<(long Span, long At, string Model, string KeyId), UsageSum> _sums = [];
    private readonly Dictionary<(long Span, long At, DurationMeasure Measure, long Bin), long> _durations = [];

    /// <summary>The sums so far.</summary>
    public IReadOnlyList<UsageSum> Sums => [.. _sums.Values];

    /// <summary>The durations so far.</summary>
    public IReadOnlyList<DurationCount> Durations => [.. _durations.Select(d => new DurationCount(d.Key.Span, d.Key.At, d.Key.Measure, d.Key.Bin, d.Value))];

    /// <summary>Counts a record.</summary>
    public void Add(UsageRecord record)
    {
        foreach (var span in Spans)
        {
            var at = record.StartedAt - record.StartedAt % span;
            // A name that is no target may be anything a caller thinks of: those are counted as none, or each would take a row.
            var model = record.TargetKind is null ? "" : UsageColumns.Storable(record.Model) ?? "";
            var key = (span, at, model, record.KeyId ?? "");
            if (!_sums.TryGetValue(key, out var sum)) _sums[key] = sum = new UsageSum(span, at, model, record.KeyId ?? "");
            sum.Add(record);
            if (record.Status != CallStatus.Success) continue;
            Count(span, at, DurationMeasure.Latency, record.LatencyMicroseconds);
            Count(span, at, DurationMeasure.Overhead, record.OverheadMicroseconds);
            if (record.TimeToFirstTokenMicroseconds is { } first) Count(span, at, DurationMeasure.TimeToFirstToken, first);
        }
    }

    private void Count(long span, long at, DurationMeasure measure, long microseconds)
    {
        var key = (span, at, measure, DurationBins.Of(microseconds));
        _durations[key] = _durations.GetValueOrDefault(key) + 1;
    }
}

/// <summary>How many successful calls fell into a bin of durations.</summary>
internal sealed record DurationCount(long Span, long At, DurationMeasure Measure, long Bin, long Calls);
