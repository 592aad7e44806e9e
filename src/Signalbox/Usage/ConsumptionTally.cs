namespace Signalbox.Usage;

/// <summary>Adds calls up per stretch of time, key, user and target.</summary>
/// <param name="spans">Lengths of the stretches, milliseconds.</param>
internal sealed class ConsumptionTally(params long[] spans)
{
    private readonly Dictionary<(long Span, long At, string KeyId, string UserId, string Model), Consumption> _sums = [];

    /// <summary>The sums so far.</summary>
    public IReadOnlyList<Consumption> Sums => [.. _sums.Values];

    /// <summary>Counts a call.</summary>
    public void Add(UsageRecord record)
    {
        if (Consumption.Of(record) is { } one) Add(one);
    }

    /// <summary>Counts that a call's cost is another than was counted.</summary>
    public void Correct(CostChange change)
    {
        if (Consumption.Of(change) is { } one) Add(one);
    }

    private void Add(Consumption one)
    {
        foreach (var span in spans)
        {
            var placed = one with { SpanMs = span, At = one.At - one.At % span };
            var place = (span, placed.At, placed.KeyId, placed.UserId, placed.Model);
            _sums[place] = _sums.TryGetValue(place, out var sum) ? sum.Plus(placed) : placed;
        }
    }
}
