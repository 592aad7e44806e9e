namespace Signalbox.Observability;

/// <summary>One series of calls, with everything a further call of it adds to already found.</summary>
internal sealed class CallSeries(CallKey key, TargetSeries target, HistogramCells duration, Counter attempts)
{
    /// <summary>Which calls.</summary>
    public CallKey Key => key;

    /// <summary>Their target's figures.</summary>
    public TargetSeries Target => target;

    /// <summary>Their durations.</summary>
    public HistogramCells Duration => duration;

    /// <summary>The attempts that ended as these calls did.</summary>
    public Counter Attempts => attempts;

    /// <summary>How many calls.</summary>
    public Counter Calls { get; } = new();
}
