namespace Signalbox.Usage;

/// <summary>A call whose cost is another than is on record.</summary>
/// <param name="Record">The call, as it is on record.</param>
/// <param name="Cost">What it costs, micro-USD; null when that is not known.</param>
internal sealed record CostChange(UsageRecord Record, long? Cost)
{
    /// <summary>By how much sums change.</summary>
    public long Difference => (Cost ?? 0) - (Record.CostMicros ?? 0);
}
