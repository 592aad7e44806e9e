using Signalbox.Core.Pricing;

namespace Signalbox.Core.Limits;

/// <summary>What a call took in the end. The default is a call that took nothing.</summary>
/// <param name="WasSent">Whether an upstream was called.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="CostMicros">Its cost, in micro-USD.</param>
public readonly record struct LimitOutlay(bool WasSent, TokenCounts Tokens, long CostMicros);
