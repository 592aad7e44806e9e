namespace Signalbox.Core.Quality;

/// <summary>What one call of a group says of its quality. What a caller broke off or got wrong is none.</summary>
/// <param name="Served">Whether it was answered.</param>
/// <param name="FellBack">Whether whoever was to serve it did not, and another did or nobody.</param>
/// <param name="TimedOut">Whether it failed for time.</param>
/// <param name="CostMicros">What it cost, micro-USD; null when unknown.</param>
/// <param name="LatencyUs">From its arrival to its last byte, microseconds.</param>
/// <param name="FirstTokenUs">To its first content; null when that is not known.</param>
/// <param name="OutputTokens">How many tokens it gave; null when unknown.</param>
public readonly record struct ObservedCall(bool Served, bool FellBack, bool TimedOut, long? CostMicros, long LatencyUs, long? FirstTokenUs, long? OutputTokens);
