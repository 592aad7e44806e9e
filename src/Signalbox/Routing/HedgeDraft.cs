using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>When a call that has no answer yet is sent to a second member too. Whichever begins to answer first serves it; the other is canceled.</summary>
internal sealed record HedgeDraft
{
    /// <summary>After so many milliseconds, 10 to 60,000. Well above what most answers take to begin, since each hedged call may be billed twice.</summary>
    public int AfterMs { get; set; } = 2000;

    /// <summary>Of the group's calls at most, 1 to 100 per cent, at each instance.</summary>
    public int MaxPercent { get; set; } = 10;

    /// <summary>As the snapshot needs it.</summary>
    public HedgePlan ToPlan() => new(AfterMs, MaxPercent);
}
