using System.Runtime.InteropServices;

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

    private readonly Dictionary<(long At, string Model, string KeyId), UsageSum> _sums = [];
    private readonly Dictionary<(long At, DurationMeasure Measure, long Bin), long> _durations = [];

    /// <summary>The sums so far, for each of <see cref="Spans"/>.</summary>
    public IReadOnlyList<UsageSum> Sums
    {
        get
        {
            var quarters = new Dictionary<(long, string, string), UsageSum>();
            foreach (var minute in _sums.Values)
            {
                var at = minute.At - minute.At % QuarterMs;
                if (!quarters.TryGetValue((at, minute.Model, minute.KeyId), out var quarter))
                    quarters[(at, minute.Model, minute.KeyId)] = quarter = new UsageSum(QuarterMs, at, minute.Model, minute.KeyId);
                quarter.Add(minute);
            }
            return [.. _sums.Values, .. quarters.Values];
        }
    }

    /// <summary>The durations so far, for each of <see cref="Spans"/>.</summary>
    public IReadOnlyList<DurationCount> Durations =>
    [
        .. _durations.Select(d => new DurationCount(MinuteMs, d.Key.At, d.Key.Measure, d.Key.Bin, d.Value)),
        .. _durations.GroupBy(d => (At: d.Key.At - d.Key.At % QuarterMs, d.Key.Measure, d.Key.Bin), d => d.Value)
            .Select(d => new DurationCount(QuarterMs, d.Key.At, d.Key.Measure, d.Key.Bin, d.Sum())),
    ];

    /// <summary>Counts a record.</summary>
    public void Add(UsageRecord record)
    {
        // A candidate answers nobody's call: its cost stands in the comparison.
        if (record.TargetKind == UsageRecord.Shadow) return;
        SumOf(record).Add(record);
        var at = record.StartedAt - record.StartedAt % MinuteMs;
        if (record.Status != CallStatus.Success) return;
        Count(at, DurationMeasure.Latency, record.LatencyMicroseconds);
        Count(at, DurationMeasure.Overhead, record.OverheadMicroseconds);
        if (record.TimeToFirstTokenMicroseconds is { } first) Count(at, DurationMeasure.TimeToFirstToken, first);
    }

    /// <summary>Counts that a call's cost is another than was counted.</summary>
    public void Correct(CostChange change)
    {
        if (change.Record.TargetKind != UsageRecord.Shadow) SumOf(change.Record).Correct(change);
    }

    private UsageSum SumOf(UsageRecord record)
    {
        var at = record.StartedAt - record.StartedAt % MinuteMs;
        // A name that is no target may be anything a caller thinks of: those are counted as none, or each would take a row.
        var model = record.TargetKind is null ? "" : UsageColumns.Storable(record.Model) ?? "";
        var keyId = record.KeyId ?? "";
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (at, model, keyId), out _);
        return sum ??= new UsageSum(MinuteMs, at, model, keyId);
    }

    private void Count(long at, DurationMeasure measure, long microseconds) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_durations, (at, measure, DurationBins.Of(microseconds)), out _)++;
}

/// <summary>How many successful calls fell into a bin of durations.</summary>
internal sealed record DurationCount(long Span, long At, DurationMeasure Measure, long Bin, long Calls);
