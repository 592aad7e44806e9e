namespace Signalbox.Limits;

/// <summary>By how much what was counted of a budget's window was too much, all recalculations together; it only grows.</summary>
internal sealed record LoweredCost
{
    /// <summary>Names the limit for good.</summary>
    public string LimitIdentity { get; init; } = "";

    /// <summary>The first moment of the window, Unix milliseconds.</summary>
    public long WindowStart { get; init; }

    /// <summary>How much, micro-USD.</summary>
    public long Micros { get; init; }
}
