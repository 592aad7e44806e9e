namespace Signalbox.Core.Promotion.Canary;

/// <summary>A call of a group while a candidate takes a share.</summary>
/// <param name="ByCandidate">Whether the candidate was to serve it; the primary was else.</param>
/// <param name="Failed">Whether it did not, served by another or by nobody.</param>
/// <param name="LatencyUs">How long it took, microseconds.</param>
/// <param name="CostMicros">What it cost, micro-USD; null when unknown.</param>
public readonly record struct CanaryCall(bool ByCandidate, bool Failed, long LatencyUs, long? CostMicros);
