namespace Signalbox.Usage.Rollups;

/// <summary>
/// How long the answered calls of a group took in an hour, six or a day, as far as one writer has counted them in one go. A row belongs to one such object, which
/// writes it whole each time: a database cannot add histograms up, and nobody else writes it.
/// </summary>
internal sealed class DurationPart(long spanMs, long at, long groupId)
{
    /// <summary>Length of the stretch, milliseconds.</summary>
    public long SpanMs { get; } = spanMs;

    /// <summary>Its beginning, Unix milliseconds.</summary>
    public long At { get; } = at;

    /// <summary>Whose calls.</summary>
    public long GroupId { get; } = groupId;

    /// <summary>Tells the parts of a stretch and group apart, those of other instances too.</summary>
    public long Part { get; } = Random.Shared.NextInt64();

    /// <summary>Of whole calls.</summary>
    public DurationHistogram Latency { get; } = new();

    /// <summary>To the first content of streams.</summary>
    public DurationHistogram TimeToFirstToken { get; } = new();

    /// <summary>Counts a call.</summary>
    public void Add(UsageRecord record)
    {
        Latency.Add(record.LatencyMicroseconds);
        if (record.TimeToFirstTokenMicroseconds is { } first) TimeToFirstToken.Add(first);
    }
}
