namespace Signalbox.Core.Assets;

/// <summary>When a call that has no answer yet is sent to a second member too.</summary>
/// <param name="AfterMs">After so many milliseconds.</param>
/// <param name="MaxPercent">Of the group's calls at most, 1 to 100.</param>
public sealed record HedgePlan(int AfterMs, int MaxPercent);
