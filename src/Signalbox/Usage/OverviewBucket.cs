namespace Signalbox.Usage;

/// <summary>Sums of one bucket of time; the first bucket is 0.</summary>
internal sealed record OverviewBucket
{
    public long Bucket { get; init; }
    public long Requests { get; init; }
    public long Success { get; init; }
    public long Refused { get; init; }
    public long Errors { get; init; }
    public long TokensInput { get; init; }
    public long TokensOutput { get; init; }
    public long TokensCached { get; init; }
    public long CostMicros { get; init; }
}

/// <summary>A model among those with the most calls.</summary>
/// <remarks>With properties rather than a constructor: SQLite gives computed columns of an empty result no type to match one by.</remarks>
internal sealed record TopModel
{
    public required string Name { get; init; }
    public required long Requests { get; init; }
    public required long Tokens { get; init; }
    public required long CostMicros { get; init; }
}

/// <summary>A key among those with the most calls.</summary>
internal sealed record TopKey
{
    public required string KeyId { get; init; }
    public required string Name { get; init; }
    public required long Requests { get; init; }
    public required long CostMicros { get; init; }
}
