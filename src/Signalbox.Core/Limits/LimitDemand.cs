namespace Signalbox.Core.Limits;

/// <summary>What a call may come to take, as far as can be told before it is made.</summary>
/// <param name="AssetIndex">The callable target, by index in the snapshot's catalog.</param>
/// <param name="InputTokens">Estimated from the request.</param>
/// <param name="OutputTokens">The most that the answer may have.</param>
/// <param name="CostMicros">Both at the price of the dearest deployment that may answer, in micro-USD.</param>
public readonly record struct LimitDemand(int AssetIndex, long InputTokens, long OutputTokens, long CostMicros);
