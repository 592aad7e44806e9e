using Signalbox.Core.Promotion;

namespace Signalbox.Routing;

/// <summary>What is watched after a promotion. Too many failures beyond doubt, and the promotion is rolled back, with the figures kept.</summary>
internal sealed record WatchDraft
{
    /// <summary>How long after a promotion, 1 to 1,440 minutes.</summary>
    public int Minutes { get; set; } = 30;

    /// <summary>Calls at least before anything is judged, 1 to 10,000.</summary>
    public int MinCalls { get; set; } = 20;

    /// <summary>Per cent of calls that the new primary may fail, be they served by another or by nobody; 0 to 100.</summary>
    public double MaxErrorPercent { get; set; } = 5;

    /// <summary>As it is judged by.</summary>
    public WatchRule ToRule() => new(MinCalls, MaxErrorPercent / 100);
}
